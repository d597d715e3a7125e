import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isClaim } from '../../../protocol/message.ts'
import { browserNames, type BrowserName } from '../../support/browser/browser-under-test.ts'
import { badgeIs } from '../../support/browser/badge-is.ts'
import { badgeText, focusWindow, request, setAttention } from '../../support/browser/extension-api.ts'
import type { FrameUnderTest, PageUnderTest } from '../../support/browser/page-under-test.ts'
import { startScene, type Scene } from '../../support/browser/scene.ts'
import { tricks, trickSource, withstood, type TrickName } from '../../support/browser/site/hostile-tricks.ts'
import { readToast } from '../../support/browser/toast.ts'
import { extensionWithout } from '../harness/without-defence.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'

/** What a click can carry out that matters: a message's own action, and both answers to priority 5. */
const buttons = ['Acknowledge', 'I have it', 'Restart it'] as const
type ButtonName = (typeof buttons)[number]

interface Size {
  attempts: readonly (readonly [TrickName, ButtonName])[]
}

const names = Object.keys(tricks) as TrickName[]
const some = names.map((trick, index) => [trick, buttons[index % 3] ?? 'Acknowledge'] as const)
const all = names.flatMap((trick) => buttons.map((button) => [trick, button] as const))
const fewest: Size = {
  attempts: buttons.map((button) => ['an opaque popover above it that lets clicks through', button] as const),
}

/** Long enough for what was clicked to be carried out. */
const CARRIED_OUT_MS = 400

/** What takes clicks for meant: without it everything that the browser calls a person's counts, and is done in place. */
const trust = [
  {
    find: 'event.isTrusted && long(since) && long(steady) && (visible === "unknown" || long(visible))',
    put: 'event.isTrusted',
  },
  { find: 'visible !== "unknown" && long(since) && long(steady) && long(visible);', put: 'true;' },
]

/** Counts the requests that a message's action made. */
async function startTarget(): Promise<{ url: string; hits(): number; close(): void }> {
  let hits = 0
  const server = createServer((_, response) => {
    hits += 1
    response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/restart`, hits: () => hits, close: () => server.close() }
}

/** Where in the viewport the middle of a button is, if the toast lies where it says. */
async function middleOf(page: PageUnderTest, toast: FrameUnderTest, button: string) {
  const inside = await toast.evaluate((name) => {
    const found = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === name)
    const { left, top, width, height } = (found ?? document.body).getBoundingClientRect()
    return { x: left + width / 2, y: top + height / 2 }
  }, button)
  return { inside, host: await hostPlace(page) }
}

const hostPlace = (page: PageUnderTest) =>
  page.evaluate(() => {
    const host = document.querySelector('backchannel-toast')
    const box = host?.getBoundingClientRect()
    if (host === null || box === undefined) return undefined
    return { left: box.left, top: box.top, opacity: getComputedStyle(host).opacity }
  }, undefined)

async function attempt(scene: Scene, target: string, [trick, button]: Size['attempts'][number]) {
  const { browser, jonas, site } = scene
  const page = await browser.openPage(site.url('plain'))
  await page.bringToFront()
  await focusWindow(browser)
  const text = `${button}: ${trick}`
  const { seq } = await jonas.publish('general', {
    text,
    priority: 5,
    actions: [{ type: 'http', label: 'Restart it', url: target, method: 'POST' }],
  })
  const toast = await readToast(page, text)
  const { inside, host } = await middleOf(page, toast, button)
  await page.evaluate((code) => void new Function(code)(), trickSource(trick))
  const found = await hostPlace(page)
  const unharmed = withstood.includes(trick) && JSON.stringify(found) === JSON.stringify(host)
  const now = found ?? host
  await page.clickAt((now?.left ?? 0) + inside.x, (now?.top ?? 0) + inside.y)
  await new Promise((resolve) => setTimeout(resolve, CARRIED_OUT_MS))
  const acknowledged = (await badgeText(browser)) === ''
  await (await browser.extensionPage('confirm/index.html'))?.close()
  await request(browser, 'seen', { room: 'general', seq })
  await badgeIs(browser, '')
  await page.close()
  const claimed = jonas.entries('general').some((entry) => isClaim(entry) && entry.body.seq === seq)
  // A click on what is there to be seen is no stolen one.
  if (unharmed) return { unharmed, acknowledged: false, claimed: false, replied: false }
  return {
    unharmed,
    acknowledged,
    claimed,
    replied: jonas.entries('general').at(-1)?.author.id !== jonas.account.me.id && !claimed,
  }
}

async function stealClicks(run: Run<Size>, name: BrowserName, extension?: string): Promise<Outcome> {
  const target = await startTarget()
  run.onEnd(target.close)
  const scene = await startScene(name, {
    permissions: 'granted',
    ...(extension === undefined ? {} : { extension }),
  })
  run.onEnd(() => scene.close())
  await setAttention(scene.browser, { urgent: true })
  const done = { acknowledged: 0, claimed: 0, replied: 0, requested: 0 }
  const stolen: string[] = []
  for (const one of run.size.attempts) {
    const before = target.hits()
    const { acknowledged, claimed, replied, unharmed } = await attempt(scene, target.url, one)
    done.acknowledged += Number(acknowledged)
    done.claimed += Number(claimed)
    done.replied += Number(replied)
    const requested = unharmed ? 0 : target.hits() - before
    done.requested += requested
    if (acknowledged || claimed || replied || requested > 0) stolen.push(one.join(' of '))
  }
  const figure = (what: string, value: number) => ({ what, value, limit: 0, unit: 'times' })
  return {
    runs: run.size.attempts.length,
    sends: run.size.attempts.length,
    violations: stolen.map((what) => ({ kind: 'stolen' as const, what })),
    figures: [
      figure('acknowledged', done.acknowledged),
      figure('claimed', done.claimed),
      figure('replied', done.replied),
      figure('requests sent', done.requested),
    ],
  }
}

for (const name of browserNames) {
  faultRow<Size>({
    row: 'P2',
    fault: `a page covers, hides or moves a toast under the pointer, in ${name}`,
    sizes: { fast: { attempts: some }, full: { attempts: all } },
    timeout: 240_000,
    run: (run) => stealClicks(run, name),
    control: {
      without: 'the half second of verified visibility',
      size: fewest,
      run: (run) => {
        const copy = extensionWithout(name, ...trust)
        run.onEnd(copy.remove)
        return stealClicks(run, name, copy.path)
      },
    },
  })
}
