import { browserNames, type BrowserName } from '../../support/browser/browser-under-test.ts'
import { startUnattached } from '../../support/browser/start-unattached.ts'
import { waitFor } from '../../support/wait-for.ts'
import type { SpawnOptions } from '../../support/server/spawn-server.ts'
import { connectionsNow } from '../../support/browser/server-metrics.ts'
import { sendsOf } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause, startFleet, type Fleet } from '../harness/fleet.ts'
import { startProxy, type Proxy } from '../harness/proxy.ts'
import { extensionWithout, serverWithout } from '../harness/without-defence.ts'
import { readLogs } from '../history/read-logs.ts'
import type { Violation } from '../history/violation.ts'
import { startRecordedBrowser, type RecordedBrowser } from './recorded-browser.ts'

interface Size {
  seconds: number
}

const CURRENT_WITHIN_MS = 10_000

const patience = {
  file: 'protocol/limits.js',
  find: 'export const PING_TIMEOUT_MS = 8_000;',
  put: 'export const PING_TIMEOUT_MS = 60_000;',
}

/**
 * Chromium takes an extension of its command line for a new one at each start. The page that opens then would wake each
 * background that ends, which no page does for a person who has not opened one.
 */
const welcome = { find: 'onInstalled(() => void openWelcome());', put: '' }

/** A browser with a line of its own, which shows when it tries to connect. */
interface Lined {
  name: BrowserName
  mina: RecordedBrowser
  proxy: Proxy
  /** Of the browser that nobody drives. */
  close(): Promise<void>
}

/** A driver would keep the background alive, so the browser is joined with one and then left alone. */
async function leaveAlone(run: Run<Size>, fleet: Fleet, name: BrowserName): Promise<Lined> {
  const { port, url, invite } = fleet.server()
  const proxy = await startProxy(() => run.random.next())
  run.onEnd(proxy.close)
  proxy.to(port)
  const quiet = name === 'chromium' ? extensionWithout(name, welcome) : undefined
  if (quiet) run.onEnd(quiet.remove)
  const mina = await startRecordedBrowser(run, {
    browser: name,
    invite: invite.replace(url, proxy.url),
    extension: quiet?.path,
    opensWelcome: quiet === undefined,
  })
  await mina.browser().close()
  const before = await connectionsNow(url)
  const alone = startUnattached(name, mina.profile, { build: quiet?.path })
  run.onEnd(alone.close)
  await waitFor(async () => (await connectionsNow(url)) > before, `${name} has connected`)
  return { name, mina, proxy, close: alone.close }
}

/** What is seen is the next attempt, which comes after the shortest back-off. */
const NOTICED_WITHIN_MS = 30_000 + 500

/** ms from `since` to the first attempt to connect after it; Infinity for none. */
const firstAttempt = ({ proxy }: Lined, since: number): number =>
  (proxy.connectedAt.find((at) => at > since) ?? Infinity) - since

/**
 * What its disk held at that moment: the line is dead again before the browser is started with a driver, so that
 * nothing comes later.
 */
async function holdsAll({ mina, proxy, close }: Lined, fleet: Fleet): Promise<Violation[]> {
  proxy.line.blackhole = true
  proxy.cut()
  await close()
  await mina.startAgain()
  return mina.recordKept(readLogs(fleet.dataDir))
}

async function fallSilent(run: Run<Size>, server: SpawnOptions): Promise<Outcome> {
  const fleet = await startFleet(run, { clients: 1, server })
  const lined: Lined[] = []
  for (const name of browserNames) lined.push(await leaveAlone(run, fleet, name))
  const [jonas] = fleet.clients

  const dead = Date.now()
  for (const { proxy } of lined) proxy.line.blackhole = true
  const end = dead + run.size.seconds * 1_000
  while (Date.now() < end - 5_000) {
    await jonas?.send('general')
    await pause(5_000)
  }
  await pause(end - Date.now())
  const noticed = lined.map((one) => firstAttempt(one, dead))
  const healed = Date.now()
  for (const { proxy } of lined) proxy.line.blackhole = false
  const connected = waitFor(
    async () => (await connectionsNow(fleet.server().url)) > lined.length,
    'both have connected again',
    CURRENT_WITHIN_MS,
  ).then(
    () => Date.now() - healed,
    () => Infinity,
  )
  await pause(CURRENT_WITHIN_MS)

  const violations: Violation[] = []
  for (const one of lined) violations.push(...(await holdsAll(one, fleet)))
  return {
    runs: lined.length,
    sends: sendsOf(run.history),
    violations: [...violations, ...(await fleet.check())],
    figures: [
      ...lined.map(({ name }, index) => ({
        what: `noticed and tried again in ${name}`,
        value: noticed[index] ?? Infinity,
        limit: NOTICED_WITHIN_MS,
        unit: 'ms',
      })),
      { what: 'connected after healing', value: await connected, limit: CURRENT_WITHIN_MS, unit: 'ms' },
    ],
  }
}

faultRow<Size>({
  row: 'R12',
  fault:
    'the line is dead both ways for 60 s and nobody hears of it (Chromium and Firefox, nobody drives them)',
  sizes: { full: { seconds: 60 } },
  timeout: 180_000,
  run: (run) => fallSilent(run, {}),
  control: {
    without: 'a heartbeat that is missed soon (8 s)',
    size: { seconds: 40 },
    run: async (run) => {
      const patient = serverWithout([patience])
      run.onEnd(patient.remove)
      const outcome = await fallSilent(run, { program: patient.program })
      // One of them alone would hide that the other proves nothing.
      const early = outcome.figures.find(
        ({ what, value }) => what.startsWith('noticed') && value <= NOTICED_WITHIN_MS,
      )
      if (early) throw new Error(`${early.what} after ${early.value} ms without the heartbeat`)
      return outcome
    },
  },
})
