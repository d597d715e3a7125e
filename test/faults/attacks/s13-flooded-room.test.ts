import { randomUUID } from 'node:crypto'
import { DEVICES_MAX } from '../../../protocol/limits.ts'
import { spawnServer, type SpawnedServer } from '../../support/server/spawn-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { connectClient, joinAs, postJoin, type TestClient } from '../../support/server/test-client.ts'
import { waitFor } from '../../support/wait-for.ts'
import { clientProgram } from '../client/client-program.ts'
import { faultRow, type Figure, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause } from '../harness/fleet.ts'
import type { Removal } from '../harness/without-defence.ts'
import type { ReaderReport } from './flooded/flooded-reader.ts'
import { startReader, type ReaderProcess } from './flooded/reader-process.ts'
import { writeMany } from './flooded/write-many.ts'

interface Size {
  /** Messages that somebody has not read. */
  unread: number
  /** How long a member then floods, ms. */
  floodMs: number
}

const READER = 'test/faults/attacks/flooded/flooded-reader.ts'
/** So many lists of rooms are asked for at once, over so many connections: the server has one device wait for its answers. */
const LISTS = 190
const LINES = 5
/** The best of them: another program may have the machine for a moment. */
const ROUNDS = 3
/** A device that was refused waits, or the server would end it. */
const REFUSED_MS = 1_000
/** A start that has not ended by then is given up. */
const GIVEN_UP_MS = 5_000

const unlimited = { BACKCHANNEL_RATE_PER_SECOND: '0' }

async function flooded(run: Run<Size>, without: readonly Removal[] = []): Promise<Outcome> {
  const { unread, floodMs } = run.size
  const folder = tempFolder()
  run.onEnd(folder.remove)
  const program = await clientProgram(run, READER, without)
  const before = await serve(run, folder.path, unlimited)
  const mina = await joinAs(before.url, before.invite, 'Mina')
  const mallory = await joinAs(before.url, before.invite, 'Mallory')
  const devices = await devicesOf(before, mallory.token)
  const account = { server: before.url, token: mina.token, me: mina.person }
  const reader = await startReader(run, program, account)
  await reader.start()
  await untilCaughtUp(reader)
  await reader.stop()
  await before.stop()

  writeMany(folder.path, mallory.person.id, unread)
  const at = { PORT: String(before.port) }
  const quiet = await serve(run, folder.path, { ...at, ...unlimited })
  const figures: Figure[] = []
  await reader.start()
  const back = await untilCaughtUp(reader)
  figures.push(...figuresOf(`back to ${unread} unread`, back, unread))
  if (back.level === Infinity) return { runs: 1, sends: unread, violations: [], figures }
  const fresh = await startReader(run, program, account)
  await fresh.start()
  figures.push(...figuresOf(`a new browser, ${unread} unread`, await untilCaughtUp(fresh), unread))
  const lists = await askForLists(quiet, mina.token)
  figures.push({
    what: `rooms, p99 of ${LISTS} at once, best of ${ROUNDS}`,
    value: lists,
    // Each is one index step: 6,800 ms of the main thread where what is unread was counted.
    limit: 250,
    unit: 'ms',
  })
  await reader.stop()
  await fresh.stop()
  await quiet.stop()

  const busy = await serve(run, folder.path, at)
  const senders = await Promise.all(devices.map((token) => connectClient(busy.url, token)))
  run.onEnd(() => senders.forEach((client) => client.close()))
  await reader.start()
  await untilCaughtUp(reader)
  const sending = sendFor(senders, floodMs)
  await pause(floodMs / 2)
  const late = await startReader(run, program, account)
  await late.start()
  const amid = await untilCaughtUp(late)
  const sent = await sending
  const all = [amid, await late.report(), await reader.report()]
  figures.push(
    { what: 'start amid a flood', value: amid.level, limit: 1_000, unit: 'ms' },
    { what: 'memory amid a flood', value: Math.max(...all.map(({ rss }) => rss)), limit: 100, unit: 'MB' },
    {
      what: 'urgent alerts open',
      value: Math.max(...all.map(({ urgent }) => urgent)),
      limit: 3,
      unit: 'alerts',
    },
    {
      what: 'urgent alerts missing',
      value: sent.urgent > 0 && all[2]?.urgent === 0 ? 1 : 0,
      limit: 0,
      unit: 'alerts',
    },
  )
  return { runs: 3, sends: unread + sent.all, violations: [], figures }
}

async function serve(run: Run<Size>, dataDir: string, env: Record<string, string>): Promise<SpawnedServer> {
  const server = await spawnServer({ dataDir, env })
  run.onEnd(() => server.stop('SIGKILL'))
  return server
}

/** Signs one person in as often as the server lets them. */
async function devicesOf({ url }: SpawnedServer, token: string): Promise<string[]> {
  const tokens = [token]
  const client = await connectClient(url, token)
  while (tokens.length < DEVICES_MAX) {
    const link = await client.call('add-browser', {})
    if (!link.ok) throw new Error(link.error.message)
    const { result } = await postJoin(url, link.value.link, {})
    if (!result.ok) throw new Error(result.error.message)
    tokens.push(result.value.token)
  }
  client.close()
  return tokens
}

async function untilCaughtUp(reader: ReaderProcess): Promise<ReaderReport> {
  const isCaughtUp = async (): Promise<boolean> => (await reader.report()).level < Infinity
  await waitFor(isCaughtUp, 'the reader is caught up', GIVEN_UP_MS).catch(() => undefined)
  return reader.report()
}

function figuresOf(what: string, { level, rss, heap, unread }: ReaderReport, of: number): Figure[] {
  return [
    { what: `start, ${what}`, value: level, limit: 1_000, unit: 'ms' },
    { what: `memory, ${what}`, value: Math.max(rss, heap), limit: 100, unit: 'MB' },
    { what: `miscounted, ${what}`, value: Math.abs(unread - of), limit: 0, unit: 'messages' },
  ]
}

async function askForLists({ url }: SpawnedServer, token: string): Promise<number> {
  const clients = await Promise.all(Array.from({ length: LINES }, () => connectClient(url, token)))
  const ask = async (index: number): Promise<number> => {
    const began = performance.now()
    const answer = await clients[index % LINES]?.call('rooms', {})
    return answer?.ok === true ? performance.now() - began : Infinity
  }
  const rounds: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const taken = await Promise.all(Array.from({ length: LISTS }, (_, index) => ask(index)))
    rounds.push(taken.sort((a, b) => a - b)[Math.floor(LISTS * 0.99)] ?? Infinity)
  }
  clients.forEach((client) => client.close())
  return Math.round(Math.min(...rounds))
}

/** Each device sends as fast as it is answered, and rests where it is refused; every fifth message is urgent. */
async function sendFor(senders: readonly TestClient[], ms: number): Promise<{ all: number; urgent: number }> {
  const end = performance.now() + ms
  const sent = { all: 0, urgent: 0 }
  const send = async (client: TestClient): Promise<void> => {
    for (let turn = 0; performance.now() < end; turn += 1) {
      const priority = turn % 5 === 0 ? 5 : 4
      const body = { text: `@Mina ${turn} ${'x'.repeat(3_900)}`, priority }
      const input = { room: 'general', id: randomUUID(), kind: 'message', body }
      const answer = await client.call('append', input)
      if (answer.ok) sent.all += 1
      if (answer.ok && priority === 5) sent.urgent += 1
      if (!answer.ok) await pause(REFUSED_MS)
    }
  }
  await Promise.all(senders.map((client) => send(client).catch(() => undefined)))
  return sent
}

faultRow<Size>({
  row: 'S13',
  fault: 'a member floods a room, and has flooded it while nobody looked',
  sizes: { fast: { unread: 100_000, floodMs: 2_000 }, full: { unread: 1_000_000, floodMs: 20_000 } },
  timeout: 300_000,
  run: (run) => flooded(run),
  control: {
    without: 'the gap that is not read',
    size: { unread: 100_000, floodMs: 200 },
    run: (run) =>
      flooded(run, [
        {
          file: 'channel/sync.ts',
          find: 'head - cursor > KEPT_MAX || filled > FILLED_MAX',
          put: 'head - cursor > Infinity',
        },
      ]),
  },
})
