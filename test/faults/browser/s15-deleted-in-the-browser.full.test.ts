import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { browserNames, type BrowserName } from '../../support/browser/browser-under-test.ts'
import { startDesk, type Desk } from '../../support/browser/desk.ts'
import { notificationIds } from '../../support/browser/extension-api.ts'
import { focusMessage } from '../../support/browser/focus-message.ts'
import type { PageUnderTest } from '../../support/browser/page-under-test.ts'
import { showsMessage } from '../../support/browser/stage.ts'
import { temporaryFolder } from '../../support/browser/temporary-folder.ts'
import { shownToast } from '../../support/browser/toast.ts'
import { joinAsNodeClient, type NodeClient } from '../../support/channel/node-client.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { waitFor } from '../../support/wait-for.ts'
import { faultRow, type Figure, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause } from '../harness/fleet.ts'
import { startProxy, type Proxy } from '../harness/proxy.ts'
import { extensionWithout } from '../harness/without-defence.ts'
import type { Violation } from '../history/violation.ts'
import { canariesIn, canariesStored, canaryFor, filesWithCanaries } from './search-extension.ts'

interface Size {
  rounds: number
}

const GONE_WITHIN_MS = 1_000
/** As after any line that healed. */
const GONE_AFTER_HEALING_MS = 10_000

interface Stage {
  desk: Desk
  proxy: Proxy
  /** Writes and deletes on a device of his own, whose line never fails. */
  theo: NodeClient
  /** Undefined: nobody knows where it is. */
  profile: string | undefined
}

/** Publishes a canary, waits until it shows, deletes it; answers with how long it showed after that, ms. */
async function untilGone(
  { theo }: Stage,
  place: string,
  shows: (canary: string, seq: number) => Promise<unknown>,
  isGone: (canary: string) => Promise<boolean>,
): Promise<number> {
  const canary = canaryFor(place, randomUUID())
  const { seq } = await theo.publish('general', { text: `${canary} is the password`, priority: 4 })
  await shows(canary, seq)
  await theo.change('general', seq, 'delete', {})
  const began = performance.now()
  await waitFor(() => isGone(canary), `${canary} is gone`, 10_000).catch(() => undefined)
  return (await isGone(canary)) ? Math.round(performance.now() - began) : Infinity
}

async function onToast(stage: Stage): Promise<number> {
  const page = await stage.desk.openInFront('plain')
  const took = await untilGone(
    stage,
    'toast',
    (canary) => shownToast(page, canary),
    async () => (await canariesIn(page)).length === 0,
  )
  await page.close()
  return took
}

async function inNotification(stage: Stage): Promise<number> {
  const { browser } = stage.desk
  const other = await stage.desk.otherProgram()
  const took = await untilGone(
    stage,
    'notification',
    () => waitFor(async () => (await notificationIds(browser)).length > 0, 'a notification'),
    async () => (await notificationIds(browser)).length === 0,
  )
  await other.close()
  return took
}

const nothingIn = (popup: PageUnderTest) => async (canary: string) =>
  !(await canariesIn(popup)).includes(canary)

/** In the log, quoted by a reply there, and by one that is being written. */
const inPopup = (stage: Stage, popup: PageUnderTest): Promise<number> =>
  untilGone(
    stage,
    'log',
    async (canary) => {
      await quote(popup, canary, 'a reply')
      await waitFor(() => stage.theo.texts('general').includes('a reply'), 'the reply is in the log')
      await startReply(popup, canary)
    },
    nothingIn(popup),
  )

/** The same with a reply that waits for a connection, when the message is deleted meanwhile. */
async function behindDeadLine(stage: Stage, popup: PageUnderTest): Promise<number> {
  const { line, cut } = stage.proxy
  let healedAt = 0
  await untilGone(
    stage,
    'queued',
    async (canary) => {
      await showsMessage(popup, canary)
      line.blackhole = true
      cut()
      await quote(popup, canary, 'a queued reply')
      await startReply(popup, canary)
    },
    async (canary) => {
      if (healedAt === 0) {
        line.blackhole = false
        cut()
        healedAt = performance.now()
      }
      return nothingIn(popup)(canary)
    },
  )
  return (await canariesIn(popup)).length === 0 ? Math.round(performance.now() - healedAt) : Infinity
}

async function quote(popup: PageUnderTest, canary: string, text: string): Promise<void> {
  await startReply(popup, canary)
  await popup.type('textbox', 'Message', text)
  await popup.press('Enter')
  await showsMessage(popup, text)
}

async function startReply(popup: PageUnderTest, canary: string): Promise<void> {
  await showsMessage(popup, canary)
  await focusMessage(popup, `${canary} is the password`)
  await popup.press('r')
  await waitFor(() => popup.has('button', 'Cancel reply'), 'the strip shows')
}

async function openStage(run: Run<Size>, name: BrowserName, extension?: string): Promise<Stage> {
  // Firefox begins with the extension in a profile of its own, and the tab for joining that opens then cannot be driven.
  const folder = name === 'chromium' ? temporaryFolder(`${name}-profile`) : undefined
  const profile = folder?.path
  if (folder) run.onEnd(folder.remove)
  const proxy = await startProxy()
  run.onEnd(proxy.close)
  const desk = await startDesk(name, {
    ...(profile === undefined ? {} : { profile }),
    ...(extension === undefined ? {} : { extension }),
    invite: async (server) => {
      proxy.to(server.port)
      return server.invite.replace(server.url, proxy.url)
    },
  })
  run.onEnd(() => desk.close())
  const theo = await joinAsNodeClient(desk.server.invite, 'Theo')
  run.onEnd(() => theo.close())
  return { desk, proxy, theo, profile }
}

/** What the server has afterwards, and a backup of it. */
async function onServer({ desk: { server } }: Stage, run: Run<Size>): Promise<string[]> {
  const backups = tempFolder()
  run.onEnd(backups.remove)
  const backup = await server.cli(['backup', join(backups.path, 'backup.db')])
  if (backup.code !== 0) throw new Error(backup.stderr)
  return [server.dataDir, backups.path].flatMap(filesWithCanaries)
}

/** What the browser's own database has not collected yet is out of an extension's hands: it is measured, and not promised. */
const oldBlocks = ({ profile }: Stage): Figure[] =>
  profile === undefined
    ? []
    : [
        {
          what: 'files with old blocks of the browser’s own database, which it has not collected yet (not promised)',
          value: filesWithCanaries(profile).length,
          limit: Infinity,
          unit: 'files',
        },
      ]

async function deleteShown(run: Run<Size>, name: BrowserName, extension?: string): Promise<Outcome> {
  const stage = await openStage(run, name, extension)
  const { browser } = stage.desk
  const times = { toast: [0], notification: [0], popup: [0], healed: [0] }
  const popup = await browser.openExtensionPage('popup/index.html')
  for (let round = 0; round < run.size.rounds; round += 1) {
    times.toast.push(await onToast(stage))
    times.notification.push(await inNotification(stage))
    await popup.bringToFront()
    times.popup.push(await inPopup(stage, popup))
    times.healed.push(await behindDeadLine(stage, popup))
  }
  await pause(GONE_WITHIN_MS)
  const left = [
    ...(await canariesStored(browser)),
    ...(await canariesIn(popup)).map((word) => `the popup holds ${word}`),
    ...(await notificationIds(browser)).map((id) => `the notification ${id} is there`),
    ...(await onServer(stage, run)).map((file) => `${file} holds a canary`),
  ]
  const gone = (what: string, all: readonly number[], limit: number): Figure => ({
    what,
    value: Math.max(...all),
    limit,
    unit: 'ms',
  })
  return {
    runs: run.size.rounds * 4,
    sends: run.size.rounds * 10,
    violations: left.map((what): Violation => ({ kind: 'leaked', what: `${what}, which was deleted` })),
    figures: [
      gone('on a card', times.toast, GONE_WITHIN_MS),
      gone('in a notification of the system', times.notification, GONE_WITHIN_MS),
      gone('in log, quotes and a reply that is written', times.popup, GONE_WITHIN_MS),
      gone('the same and in a queued reply, after the line healed', times.healed, GONE_AFTER_HEALING_MS),
      ...oldBlocks(stage),
    ],
  }
}

/** What is kept of a deleted message loses its text. */
const blanking = {
  find: 'if (deleted.size > 0) writes.push(blankKept(tx, room.id, entries, deleted));',
  put: '',
} as const

for (const name of browserNames) {
  faultRow<Size>({
    row: 'S15',
    fault: `deleted texts, searched for in whatever shows or stores them in ${name}`,
    sizes: { fast: { rounds: 1 }, full: { rounds: 1 } },
    timeout: 400_000,
    run: (run) => deleteShown(run, name),
    control: {
      without: 'the blanking of what is kept',
      size: { rounds: 1 },
      run: (run) => {
        const copy = extensionWithout(name, blanking)
        run.onEnd(copy.remove)
        return deleteShown(run, name, copy.path)
      },
    },
  })
}
