import { isMessage } from '../../../protocol/message.ts'
import { startXvfb } from '../../support/browser/display/xvfb.ts'
import { keyboardOf, type Keyboard } from '../../support/browser/display/xdotool.ts'
import { connectionsNow } from '../../support/browser/server-metrics.ts'
import { startUnattached, type UnattachedBrowser } from '../../support/browser/start-unattached.ts'
import { waitFor } from '../../support/wait-for.ts'
import { sendsOf } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause, startFleet, type Fleet } from '../harness/fleet.ts'
import { startProxy, type Proxy } from '../harness/proxy.ts'
import { extensionWithout } from '../harness/without-defence.ts'
import { createHistory, type History } from '../history/history.ts'
import { readLogs } from '../history/read-logs.ts'
import type { Violation } from '../history/violation.ts'
import { outboxOnDisk } from './browser-stage.ts'
import { startRecordedBrowser, type RecordedBrowser } from './recorded-browser.ts'

interface Size {
  /** Woken in turn by the popup, in which something is written, and by a new tab. */
  suspensions: number
}

const IDLE_MS = 3_000
const idle = { 'extensions.background.idle.timeout': IDLE_MS }
/** One that lives is back sooner after its connection was cut: the first retry comes within 500 ms. */
const BACK_IF_ALIVE_MS = 1_500
const CONNECTED = 'connected after the event'
const CONNECTED_WITHIN_MS = 2_000
/** The first start of a browser is slow, and its start alone does it. */
const SUSPENDED_WITHIN_MS = IDLE_MS + 15_000
/** Nobody sees the popup of a browser without a driver: by then it has shown what was sent as waiting. */
const SHOWN_AFTER_MS = 1_000
const GIVEN_UP_MS = 6_000
/** It is connected, and reads what it missed; still shorter than it lives. */
const CAUGHT_UP_MS = 1_500

interface Stage {
  fleet: Fleet
  proxy: Proxy
  mina: RecordedBrowser
  keyboard: Keyboard
  alone: UnattachedBrowser
  /** Connections of everybody else. */
  others: number
}

/** A driver would keep the background alive, so the browser is joined with one and then left alone, with a window. */
async function leaveAlone(run: Run<Size>, extension: string | undefined): Promise<Stage> {
  const fleet = await startFleet(run, { clients: 1 })
  const { port, url, invite } = fleet.server()
  const proxy = await startProxy(() => run.random.next())
  run.onEnd(proxy.close)
  proxy.to(port)
  const mina = await startRecordedBrowser(run, {
    browser: 'firefox',
    extension,
    invite: invite.replace(url, proxy.url),
  })
  await mina.browser().close()
  const others = fleet.clients.length
  await waitFor(async () => (await connectionsNow(url)) === others, 'the driven browser is gone')
  const display = await startXvfb()
  run.onEnd(display.close)
  const alone = startUnattached('firefox', mina.profile, { display: display.name, preferences: idle })
  run.onEnd(alone.close)
  await waitFor(async () => (await connectionsNow(url)) > others, 'the browser has connected')
  const keyboard = keyboardOf(display.name)
  await keyboard.focus('firefox')
  return { fleet, proxy, mina, keyboard, alone, others }
}

/** ms until it holds; Infinity when that was given up. */
async function msUntil(condition: () => boolean | Promise<boolean>, what: string): Promise<number> {
  const began = performance.now()
  return waitFor(condition, what, GIVEN_UP_MS).then(
    () => Math.round(performance.now() - began),
    () => Infinity,
  )
}

const connections = ({ fleet }: Stage): Promise<number> => connectionsNow(fleet.server().url)

/** Settles when its connection has gone, and it does not come back as that of a living background would. */
async function untilSuspended(stage: Stage): Promise<void> {
  const gone = async (): Promise<boolean> => (await connections(stage)) === stage.others
  await waitFor(gone, 'the background is suspended', SUSPENDED_WITHIN_MS)
  const attempts = stage.proxy.connectedAt.length
  await pause(BACK_IF_ALIVE_MS)
  if (stage.proxy.connectedAt.length > attempts)
    throw new Error('it was not suspended: it has connected again')
}

/** From the key on, ms. */
async function wake(stage: Stage, key: 'ctrl+t' | 'alt+shift+y'): Promise<number> {
  const connected = msUntil(async () => (await connections(stage)) > stage.others, 'it has connected again')
  await stage.keyboard.press(key)
  return connected
}

/**
 * What is written in the open popup gets nowhere: the line is dead, and what is on it is lost when the background is
 * suspended.
 */
async function writeAndFallAsleep(stage: Stage, text: string, { history }: Run<Size>): Promise<void> {
  const { keyboard, mina, proxy } = stage
  proxy.line.blackhole = true
  // Firefox gives the keyboard to a popup that a shortcut has opened with the first Tab: here, to the box.
  await keyboard.press('Tab')
  await keyboard.type(text)
  history.record(mina.name, { type: 'sending', room: 'general', id: text, text })
  await keyboard.press('Return')
  await pause(SHOWN_AFTER_MS)
  history.record(mina.name, { type: 'queued', room: 'general', id: text })
  await keyboard.press('Escape')
  await pause(IDLE_MS + BACK_IF_ALIVE_MS)
  proxy.cut()
  proxy.line.blackhole = false
}

const hasArrived = (history: History, text: string): boolean =>
  history.events.some(
    (event) =>
      event.type === 'applied' && event.entries.some((entry) => isMessage(entry) && entry.body.text === text),
  )

/**
 * What its disk held at that moment: the line is dead before the browser is started with a driver, so that nothing comes
 * later.
 */
async function holdsAll({ mina, proxy, alone, fleet }: Stage): Promise<Violation[]> {
  proxy.line.blackhole = true
  proxy.cut()
  await alone.close()
  await mina.startAgain()
  return mina.recordKept(readLogs(fleet.dataDir))
}

async function suspendAgainAndAgain(run: Run<Size>, extension?: string): Promise<Outcome> {
  const stage = await leaveAlone(run, extension)
  const [jonas] = stage.fleet.clients
  const connected: number[] = []
  const arrived: number[] = []
  for (let count = 0; count < run.size.suspensions; count += 1) {
    await untilSuspended(stage)
    for (let missed = run.random.int(1, 3); missed > 0; missed -= 1) await jonas?.send('general')
    await pause(run.random.int(0, 1_000))
    if (count % 2 === 0) {
      connected.push(await wake(stage, 'alt+shift+y'))
      await pause(CAUGHT_UP_MS)
      await writeAndFallAsleep(stage, `asleep ${count}`, run)
    } else {
      const waits = msUntil(() => hasArrived(run.history, `asleep ${count - 1}`), 'what waited is there')
      connected.push(await wake(stage, 'ctrl+t'))
      arrived.push(await waits)
    }
  }
  await pause(CAUGHT_UP_MS)
  const seen = await holdsAll(stage)
  const limit = CONNECTED_WITHIN_MS
  return {
    runs: run.size.suspensions,
    sends: sendsOf(run.history),
    violations: [...seen, ...(await stage.fleet.check())],
    figures: [
      { what: CONNECTED, value: Math.max(...connected), limit, unit: 'ms' },
      { what: 'what waited has arrived after it', value: Math.max(...arrived), limit, unit: 'ms' },
    ],
  }
}

/** Each with what it alone is there for. */
const defences = [
  {
    // A new tab wakes each of them.
    name: 'the listeners of tabs',
    removals: ['onFrontChanged', 'onScreenSharing'].map((listen) => ({
      find: `\n${listen}(() => void ready`,
      put: '\nvoid (() => void ready',
    })),
    shows: ({ figures }: Outcome) =>
      figures.some(({ what, value }) => what === CONNECTED && value === Infinity),
  },
  {
    name: 'reading what was missed',
    removals: [{ find: ' : fill(next);', put: ' : stay(next);' }],
    shows: ({ violations }: Outcome) => violations.some(({ kind }) => kind === 'behind'),
  },
  {
    name: 'the outbox on the disk',
    removals: [outboxOnDisk],
    shows: ({ violations }: Outcome) => violations.some(({ kind }) => kind === 'lost'),
  },
]

/** One after the other, each with a history of its own: one of them alone would hide that another proves nothing. */
async function withoutEach(run: Run<Size>): Promise<Outcome> {
  const outcomes: Outcome[] = []
  for (const { name, removals, shows } of defences) {
    const copy = extensionWithout('firefox', ...removals)
    run.onEnd(copy.remove)
    const outcome = await suspendAgainAndAgain({ ...run, history: createHistory() }, copy.path)
    if (!shows(outcome)) throw new Error(`without ${name}: ${JSON.stringify(outcome)}`)
    outcomes.push(outcome)
  }
  return {
    runs: outcomes.reduce((sum, { runs }) => sum + runs, 0),
    sends: outcomes.reduce((sum, { sends }) => sum + sends, 0),
    violations: outcomes.flatMap(({ violations }) => violations),
    figures: outcomes.flatMap(({ figures }) => figures),
  }
}

faultRow<Size>({
  row: 'R10',
  fault:
    'the background is suspended by Firefox when idle, and woken by a popup or a new tab; nobody drives it',
  sizes: { full: { suspensions: 8 } },
  timeout: 240_000,
  run: (run) => suspendAgainAndAgain(run),
  control: {
    without: `${defences.map(({ name }) => name).join(', or ')}`,
    size: { suspensions: 2 },
    run: withoutEach,
  },
})
