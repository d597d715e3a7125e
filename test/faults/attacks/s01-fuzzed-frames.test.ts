import * as v from 'valibot'
import { entryKinds, type EntryKind, type KindRow } from '../../../protocol/entry-kinds.ts'
import { entrySchema, type Entry } from '../../../protocol/entry.ts'
import { spawnServer, type SpawnedServer, type SpawnOptions } from '../../support/server/spawn-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { sendsOf, untilCaughtUp } from '../harness/close-history.ts'
import { reportsMemory, watchCollectedMemory } from '../harness/collected-memory.ts'
import { faultRow, type Figure, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause } from '../harness/fleet.ts'
import { createRandom } from '../harness/random.ts'
import { joinForAccount, startRecordedClient, type RecordedClient } from '../harness/recorded-client.ts'
import { serverWithout } from '../harness/without-defence.ts'
import { checkHistory } from '../history/check-history.ts'
import type { RecordedLog } from '../history/event.ts'
import { createHistory, type History } from '../history/history.ts'
import { readLogs } from '../history/read-logs.ts'
import type { Violation } from '../history/violation.ts'
import { createFindings, type Findings } from './fuzz/findings.ts'
import { fuzzDevice } from './fuzz/fuzz-device.ts'
import { fuzzStranger, fuzzUpgrades } from './fuzz/fuzz-stranger.ts'
import { complaintsOf, watchServer } from './watch-server.ts'

interface Size {
  /** With the server's limits off, since they would stop the fuzzer. */
  frames: number
  /** With the limits of a server as it ships; fewer are taken where it ends them. */
  limitedFrames: number
  patienceMs: number
}

const DEVICES = 4
/** Connections at a time of each device; the server takes 8 of a token. */
const LINES = 3
const STRANGERS = 3
/** Shares of all frames. */
const ofStrangers = 0.1
const ofUpgrades = 0.02
/** Frames before memory is looked at: the code is compiled, and the first pages of the heap are there. */
const WARM_UP = 1_500

/** Two people who chat beside it, in a room of their own. */
async function startHonest(run: Run<Size>, server: SpawnedServer, history: History) {
  const clients: RecordedClient[] = []
  for (const name of ['Ann', 'Bob']) {
    const account = await joinForAccount(server.invite, name)
    const client = await startRecordedClient({
      history,
      name,
      account,
    })
    run.onEnd(() => client.close())
    clients.push(client)
  }
  let chatting = true
  const loops = clients.map(async (client) => {
    while (chatting) {
      await client.send('general')
      await pause(100)
    }
  })
  return {
    clients,
    async end(): Promise<number> {
      chatting = false
      await Promise.all(loops)
      return untilCaughtUp(clients)
    },
  }
}

async function startAttackers({ server, run }: { server: SpawnedServer; run: Run<Size> }) {
  await server.cli(['room', 'create', 'fuzz'])
  const { stdout } = await server.cli(['invite', '--room', 'fuzz', '--uses', String(DEVICES)])
  const link = /http\S+/.exec(stdout)?.[0] ?? ''
  const tokens: string[] = []
  for (let index = 1; index <= DEVICES; index += 1)
    tokens.push((await joinForAccount(link, `Attacker ${index}`)).token)
  let seed = run.seed
  return async (findings: Findings, frames: number): Promise<void> => {
    const each = (share: number, lines: number) => ({
      port: server.port,
      // One for each, or a run would depend on whose turn it is.
      random: createRandom((seed += 1)),
      frames: Math.ceil((frames * share) / lines),
      findings,
      patienceMs: run.size.patienceMs,
    })
    const lines = tokens.flatMap((token) => Array.from({ length: LINES }, () => token))
    await Promise.all([
      ...lines.map((token) => fuzzDevice(token, each(1 - ofStrangers - ofUpgrades, lines.length))),
      ...Array.from({ length: STRANGERS }, () => fuzzStranger(each(ofStrangers, STRANGERS))),
      fuzzUpgrades(each(ofUpgrades, 1)),
    ])
  }
}

/** Whether an entry of a known kind is as its row says; `isBlank`: its body was taken away. */
function isAsSent({ kind, about, body }: Entry, isBlank: boolean): boolean {
  const row: KindRow = entryKinds[kind as EntryKind]
  const isPlaced = row.about === 'perhaps-message' || (row.about === 'message') === (about !== undefined)
  return isPlaced && v.is(isBlank ? v.strictObject({}) : row.sent, body)
}

/** The log of the fuzzer's room holds only what schemas take, and only what somebody was answered for. */
function checkStored({ entries, floor }: RecordedLog, { places, unheard }: Findings): Violation[] {
  const sent = [...unheard]
  const deleted = new Set(entries.flatMap(({ kind, about }) => (kind === 'delete' ? [about] : [])))
  return entries.flatMap((entry, index) => {
    const { kind, about, seq } = entry
    const isBlank = deleted.has(kind === 'edit' ? about : seq)
    const valid = v.is(entrySchema, entry) && Object.hasOwn(entryKinds, kind) && isAsSent(entry, isBlank)
    const wanted =
      kind === 'join' || places.has(seq) || sent.some((packet) => packet.includes(JSON.stringify(entry.id)))
    if (valid && wanted && seq === floor + index) return []
    return [{ kind: 'invalid' as const, what: `#fuzz holds ${JSON.stringify(entry).slice(0, 300)}` }]
  })
}

interface FuzzOfServer {
  options: SpawnOptions
  frames: number
  warmUp: number
  /** How much the server's memory may grow is measured after garbage collections, or as RSS. */
  memory: 'collected' | 'rss'
  /** Of the two who chat beside it. */
  history: History
}

/**
 * Watches the server during `attack`. With limits off thousands of frames a second make garbage faster than V8 collects it:
 * RSS grows by the young generation (16 to 32 MiB) and by dead objects in the old one (up to 40 MiB), while what is left
 * after a collection stays at 16 MiB from the first frame to the last. So there the collected memory is what has a limit.
 */
async function measure(server: SpawnedServer, memory: FuzzOfServer['memory'], attack: () => Promise<void>) {
  const watch = watchServer(server)
  try {
    await watch.begin()
    if (memory === 'rss') {
      await attack()
      return watch.figures()
    }
    const collected = await watchCollectedMemory(server)
    await attack()
    const value = Math.round((await collected.stop()) * 10) / 10
    const growth: Figure = { what: 'growth of collected memory', value, limit: 8, unit: 'MiB' }
    return [growth, watch.health()]
  } finally {
    await watch.stop()
  }
}

async function fuzzServer(run: Run<Size>, fuzzed: FuzzOfServer) {
  const { options, frames, warmUp, memory, history } = fuzzed
  const folder = tempFolder()
  run.onEnd(folder.remove)
  const server = await spawnServer({ ...options, dataDir: folder.path })
  run.onEnd(() => server.stop('SIGKILL'))
  let exited: number | string | undefined
  void server.finished.then(({ code, signal }) => (exited = code ?? signal ?? 'unknown'))
  const honest = await startHonest(run, server, history)
  const attack = await startAttackers({ server, run })
  const findings = createFindings()
  await attack(findings, warmUp)
  const figures = await measure(server, memory, () => attack(findings, frames - warmUp))
  if (exited !== undefined) findings.report('broken', `the server ended with ${exited}`)
  const level = await honest.end()
  await Promise.all(honest.clients.map((client) => client.close()))
  for (const client of honest.clients) await client.recordKept()
  const complaints = complaintsOf(server)
  const { code } = await server.stop()
  if (code !== 0) findings.report('broken', `the server ended with ${code}`)
  const logs = readLogs(folder.path)
  history.recordLogs(logs.filter(({ room }) => room === 'general'))
  const stored = logs.filter(({ room }) => room === 'fuzz').flatMap((log) => checkStored(log, findings))
  const seen = checkHistory(history, { level: true })
  return { findings, figures, level, violations: [...findings.violations, ...complaints, ...stored, ...seen] }
}

async function fuzz(run: Run<Size>, options: SpawnOptions): Promise<Outcome> {
  const { size, history } = run
  const limitsOff = { BACKCHANNEL_RATE_PER_SECOND: '0', BACKCHANNEL_CONNECTIONS_PER_ADDRESS: '0' }
  const env = { ...limitsOff, ...reportsMemory }
  const { frames, limitedFrames } = size
  const open = await fuzzServer(run, {
    options: { ...options, env },
    frames,
    warmUp: WARM_UP,
    memory: 'collected',
    history,
  })
  const own = createHistory()
  const limited =
    limitedFrames === 0
      ? undefined
      : await fuzzServer(run, { options, frames: limitedFrames, warmUp: 0, memory: 'rss', history: own })
  const missing = Math.max(0, size.frames - open.findings.taken)
  return {
    runs: open.findings.taken + (limited?.findings.taken ?? 0),
    sends: sendsOf(history),
    violations: [...open.violations, ...(limited?.violations ?? [])],
    figures: [
      { what: `not taken of ${size.frames} frames, limits off`, value: missing, limit: 0, unit: 'frames' },
      ...open.figures,
      ...(limited?.figures ?? []).map((figure) => ({ ...figure, what: `${figure.what}, limits on` })),
      {
        what: 'the others caught up',
        value: Math.max(open.level, limited?.level ?? 0),
        limit: 10_000,
        unit: 'ms',
      },
    ],
  }
}

faultRow<Size>({
  row: 'S1',
  fault: 'malformed frames of WebSocket, Engine.IO, Socket.IO and our commands, fuzzed',
  sizes: {
    fast: { frames: 5_000, limitedFrames: 1_500, patienceMs: 20_000 },
    full: { frames: 210_000, limitedFrames: 10_000, patienceMs: 20_000 },
  },
  timeout: 1_200_000,
  run: (run) => fuzz(run, {}),
  control: {
    without: 'the check of the type of a command’s name',
    size: { frames: 2_000, limitedFrames: 0, patienceMs: 1_000 },
    run: (run) => {
      const trusting = serverWithout([
        {
          file: 'server/gateway/socket/dispatch.js',
          find: 'const shown = (name) => String(name).slice(0, 64);',
          put: 'const shown = (name) => name.slice(0, 64);',
        },
      ])
      run.onEnd(trusting.remove)
      return fuzz(run, { program: trusting.program })
    },
  },
})
