import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import * as v from 'valibot'
import type { SavedAccount } from '../../../extension/background/channel/journal.ts'
import type { Push } from '../../../protocol/down.ts'
import { PROTOCOL } from '../../../protocol/limits.ts'
import { commands } from '../../../protocol/up.ts'
import { spawnServer, type SpawnOptions } from '../../support/server/spawn-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { waitFor } from '../../support/wait-for.ts'
import { closeHistory, sendsOf, untilCaughtUp } from '../harness/close-history.ts'
import { collectedMemory, reportsMemory } from '../harness/collected-memory.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause } from '../harness/fleet.ts'
import { startProxy } from '../harness/proxy.ts'
import { joinForAccount, startRecordedClient } from '../harness/recorded-client.ts'
import { serverWithout } from '../harness/without-defence.ts'

interface Size {
  messages: number
  /** Of each text, in bytes. */
  length: number
  /** How many read while one does not. */
  others: number
}

const PER_SECOND = 1_000
const EVERY_MS = 20
const room = 'general'

const acknowledged = v.object({ ok: v.literal(true), value: commands.append.value })

/** A bare connection of Socket.IO. */
async function connect(run: Run<Size>, { server, token }: SavedAccount): Promise<Socket> {
  const auth = { protocol: PROTOCOL, token }
  const socket = io(server, { transports: ['websocket'], auth, forceNew: true, reconnection: false })
  run.onEnd(() => socket.disconnect())
  await waitFor(() => socket.connected, 'it is connected')
  return socket
}

/** One that reads all and keeps nothing but how late it heard, ms. */
async function startReader(run: Run<Size>, account: SavedAccount, late: (id: string) => void) {
  const socket = await connect(run, account)
  socket.on('entries', ({ entries }: Push<'entries'>) => {
    for (const { id } of entries) late(id)
  })
}

/** No client of ours: that one ends a connection on which a megabyte a second comes for long (row P4). */
async function startWriter(run: Run<Size>, account: SavedAccount, sentAt: Map<string, number>) {
  const { history, size } = run
  const socket = await connect(run, account)
  const send = async (): Promise<void> => {
    const id = randomUUID()
    const text = id.padEnd(size.length, '.')
    history.record('writer', { type: 'sending', room, id, text })
    history.record('writer', { type: 'queued', room, id })
    sentAt.set(id, performance.now())
    const answer: unknown = await socket.emitWithAck('append', { room, id, kind: 'message', body: { text } })
    const { value } = v.parse(acknowledged, answer)
    history.record('writer', { type: 'acknowledged', room, id, ...value })
  }
  /** At an even pace: what is measured is who else has to wait, and not how much the machine can take. */
  return async (count: number): Promise<void> => {
    const began = performance.now()
    const answers: Promise<void>[] = []
    while (answers.length < count) {
      const due = Math.min(count, ((performance.now() - began) * PER_SECOND) / 1_000)
      while (answers.length < due) answers.push(send())
      await pause(EVERY_MS)
    }
    await Promise.all(answers)
  }
}

async function stopReading(run: Run<Size>, options: SpawnOptions): Promise<Outcome> {
  const { history, size } = run
  const folder = tempFolder()
  run.onEnd(folder.remove)
  const env = { BACKCHANNEL_RATE_PER_SECOND: '0', ...reportsMemory }
  const server = await spawnServer({ ...options, dataDir: folder.path, env })
  run.onEnd(() => server.stop('SIGKILL'))
  const proxy = await startProxy(() => run.random.next())
  run.onEnd(proxy.close)
  proxy.to(server.port)

  const sentAt = new Map<string, number>()
  const times: number[] = []
  const late = (id: string): void => {
    const at = sentAt.get(id)
    if (at !== undefined) times.push(performance.now() - at)
  }
  const { stdout } = await server.cli(['invite', '--uses', String(size.others + 2)])
  const link = /http\S+/.exec(stdout)?.[0] ?? ''
  for (let index = 1; index <= size.others; index += 1) {
    await startReader(run, await joinForAccount(link, `reader ${index}`), late)
  }
  const send = await startWriter(run, await joinForAccount(link, 'writer'), sentAt)
  const account = { ...(await joinForAccount(link, 'stopped')), server: proxy.url }
  const stopped = await startRecordedClient({ history, name: 'stopped', account })
  run.onEnd(() => stopped.close())
  await send(500)
  await untilCaughtUp([stopped])

  const before = await collectedMemory(server)
  times.length = 0
  // The proxy reads nothing any more from either side, as a process that was stopped.
  proxy.line.blackhole = true
  await send(size.messages)
  const grown = (await collectedMemory(server)) - before
  const cut = server.stderr().includes('cut: does not read')
  times.sort((a, b) => a - b)
  const p99 = Math.round(times[Math.floor(times.length * 0.99)] ?? Infinity)

  proxy.line.blackhole = false
  const last = history.events.reduce((seq, e) => (e.type === 'acknowledged' ? Math.max(seq, e.seq) : seq), 0)
  // It knows of nothing that was sent meanwhile, so that it believes to be caught up.
  await waitFor(() => (stopped.channel().room(room)?.saved().cursor ?? 0) >= last, 'it is back', 60_000)
  await untilCaughtUp([stopped])
  return {
    runs: 1,
    sends: sendsOf(history),
    violations: await closeHistory(history, [stopped], folder.path),
    figures: [
      { what: 'server growth', value: Math.round(grown * 10) / 10, limit: 8, unit: 'MiB' },
      { what: 'not cut at 1 MiB', value: cut ? 0 : 1, limit: 0, unit: 'client' },
      { what: `others' p99 of ${times.length}`, value: p99, limit: 250, unit: 'ms' },
    ],
  }
}

faultRow<Size>({
  row: 'R22',
  fault: 'one of 21 clients stops reading while 80,000 texts of 1 KiB are sent',
  sizes: {
    fast: { messages: 6_000, length: 1_024, others: 19 },
    full: { messages: 80_000, length: 1_024, others: 19 },
  },
  timeout: 180_000,
  run: (run) => stopReading(run, {}),
  control: {
    without: 'the cut at 1 MiB unread',
    size: { messages: 5_000, length: 4_000, others: 1 },
    run: (run) => {
      const patient = serverWithout([
        {
          file: 'server/gateway/socket/guard-connection.js',
          find: '\nconst QUEUE_MAX = 1024 * 1024;',
          put: '\nconst QUEUE_MAX = Infinity;',
        },
      ])
      run.onEnd(patient.remove)
      return stopReading(run, { program: patient.program })
    },
  },
})
