import { formatInviteLink } from '../../../protocol/invite-link.ts'
import { extensionMiB } from '../../support/browser/extension-memory.ts'
import { launchBrowser } from '../../support/browser/launch-browser.ts'
import { joinIn, welcomePage } from '../../support/browser/stage.ts'
import { temporaryFolder } from '../../support/browser/temporary-folder.ts'
import { waitFor } from '../../support/wait-for.ts'
import { lies, truth } from '../client/lies.ts'
import { startLyingServer } from '../client/lying-server.ts'
import { faultRow, type Figure, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause } from '../harness/fleet.ts'
import { extensionWithout } from '../harness/without-defence.ts'

interface Size {
  /** Each lie, ms. */
  lasts: number
}

/** As the popup says it: it stopped a room, and it leaves the server alone. */
const STOPPED = /keeps replacing the history/
const LEFT_ALONE = /sends more than this browser takes/
const ANSWERED_MS = 10_000
const LOOK_EVERY_MS = 50

/** The lie that stops a room comes first: after the large ones the server is left alone. */
const inOrder = lies.toSorted((a, b) => Number(b.untilStopped ?? false) - Number(a.untilStopped ?? false))

/** The real extension on the lying server. After each lie its popup is opened, and the person presses "Try now". */
async function beLiedTo(run: Run<Size>, extension?: string): Promise<Outcome> {
  const server = await startLyingServer()
  run.onEnd(server.close)
  const profile = temporaryFolder('lied-to')
  run.onEnd(profile.remove)
  const options = extension === undefined ? {} : { extension }
  const browser = await launchBrowser('chromium', {
    permissions: 'granted',
    profile: profile.path,
    ...options,
  })
  run.onEnd(browser.close)
  void server.attack(truth)
  await joinIn(await welcomePage(browser), formatInviteLink(server.url, `i${'x'.repeat(43)}`), 'Mina')

  const openPopup = async (): Promise<number> => {
    const began = performance.now()
    const popup = await browser.openExtensionPage('popup/index.html')
    const says = (): Promise<string> => popup.evaluate(() => document.body.innerText, undefined)
    const opened = await waitFor(
      async () => (await says()).trim() !== '',
      'the popup says something',
      ANSWERED_MS,
    ).then(
      () => performance.now() - began,
      () => Infinity,
    )
    words.push(await says())
    // Or it would leave the server alone, and hear no other lie.
    if (await popup.has('button', 'Try now')) await popup.click('button', 'Try now')
    await popup.close()
    return opened
  }
  const memory = (): number => extensionMiB(profile.path)
  const words: string[] = []
  let opened = await openPopup()
  const before = memory()
  if (before === 0) throw new Error('no process of the extension was found')
  let most = before
  const looking = setInterval(() => (most = Math.max(most, memory())), LOOK_EVERY_MS)
  run.onEnd(() => clearInterval(looking))
  words.splice(0)
  let stopped = 0
  for (const lie of inOrder) {
    void server.attack(lie)
    await pause(run.size.lasts)
    opened = Math.max(opened, await openPopup())
    if (lie.untilStopped === true && STOPPED.test(words.at(-1) ?? '')) stopped += 1
  }
  return {
    runs: inOrder.length,
    sends: 0,
    violations: [],
    figures: [
      growth(before, most),
      { what: 'the popup opens', value: Math.round(opened), limit: 5_000, unit: 'ms' },
      { what: 'a stopped room not said', value: stopped > 0 ? 0 : 1, limit: 0, unit: 'rooms' },
      {
        what: 'a flood not said',
        value: words.some((said) => LEFT_ALONE.test(said)) ? 0 : 1,
        limit: 0,
        unit: 'floods',
      },
    ],
  }
}

const growth = (before: number, most: number): Figure => ({
  what: `growth of the extension's process, ${Math.round(before)} MiB before`,
  value: Math.round(most - before),
  limit: 150,
  unit: 'MiB',
})

faultRow<Size>({
  row: 'P4',
  fault: 'a server lies in every way to the real extension, in chromium',
  sizes: { full: { lasts: 1_500 } },
  timeout: 120_000,
  run: (run) => beLiedTo(run),
  control: {
    without: 'a limit on how often a log may be replaced',
    size: { lasts: 1_500 },
    run: async (run) => {
      const endless = { find: 'recent.length >= 3', put: 'recent.length >= Infinity' }
      const patient = extensionWithout('chromium', endless)
      run.onEnd(patient.remove)
      return beLiedTo(run, patient.path)
    },
  },
})
