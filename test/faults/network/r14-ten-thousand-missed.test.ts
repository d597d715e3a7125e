import { randomUUID } from 'node:crypto'
import { openSocketTransport } from '../../../extension/background/channel/socket-transport.ts'
import type { OpenTransport } from '../../../extension/background/channel/transport.ts'
import { spawnServer } from '../../support/server/spawn-server.ts'
import { waitFor } from '../../support/wait-for.ts'
import { closeHistory, sendsOf, untilCaughtUp } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause } from '../harness/fleet.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { joinForAccount, startRecordedClient, type RecordedClient } from '../harness/recorded-client.ts'
import type { History } from '../history/history.ts'

interface Size {
  missed: number
}

const ROOMS = Array.from({ length: 20 }, (_, index) => `room-${index + 1}`)

/** The same as the client's own sends, but without waiting for each: ten thousand in seconds. */
async function writeMany(history: History, writer: RecordedClient, count: number): Promise<void> {
  let connected = false
  const transport = openSocketTransport(
    writer.account,
    ({ type }) => void (connected ||= type === 'connected'),
  )
  transport.open()
  await waitFor(() => connected, 'the writer is connected')
  for (let sent = 0; sent < count; sent += 500) {
    const batch = Array.from({ length: 500 }, async (_, index) => {
      const [id, room = ''] = [randomUUID(), ROOMS[(sent + index) % ROOMS.length]]
      history.record('many', { type: 'sending', room, id, text: id })
      history.record('many', { type: 'queued', room, id })
      const answer = await transport.send('append', { room, id, kind: 'message', body: { text: id } })
      if (answer.ok) history.record('many', { type: 'acknowledged', room, id, ...answer.value })
    })
    await Promise.all(batch)
  }
  transport.close()
}

/** From the moment of sending to the moment when the other one heard of it, ms, of those sent since `since`. */
function delays(history: History, receiver: string, since: number): number[] {
  const sent = new Map<string, number>()
  const found: number[] = []
  for (const event of history.events) {
    if (event.type === 'sending' && event.client === 'live' && event.at >= since) sent.set(event.id, event.at)
    if (event.type !== 'applied' || event.client !== receiver) continue
    for (const { id } of event.entries) {
      const at = sent.get(id)
      if (at !== undefined) found.push(event.at - at)
    }
  }
  return found.sort((a, b) => a - b)
}

async function comeBack(run: Run<Size>, openTransport?: OpenTransport): Promise<Outcome> {
  const { history, size } = run
  const folder = tempFolder()
  run.onEnd(folder.remove)
  // To write ten thousand there is no limit on what one device may send; to read them there is the one that ships.
  const env = { BACKCHANNEL_RATE_PER_SECOND: '0' }
  let server = await spawnServer({ dataDir: folder.path, env })
  run.onEnd(() => server.stop())
  for (const room of ROOMS) await server.cli(['room', 'create', room])
  const inRooms = ROOMS.flatMap((room) => ['--room', room])
  const { stdout } = await server.cli(['invite', ...inRooms, '--uses', '3'])
  const link = /http\S+/.exec(stdout)?.[0] ?? ''
  const clients: Record<'away' | 'live' | 'watching', RecordedClient> = {} as never
  for (const name of ['away', 'live', 'watching'] as const) {
    const account = await joinForAccount(link, name)
    const slow = name === 'away' && openTransport !== undefined ? { openTransport } : {}
    clients[name] = await startRecordedClient({ history, name, account, ...slow })
    run.onEnd(() => clients[name].close())
  }
  const { away, live, watching } = clients
  await untilCaughtUp([away, live, watching])
  await away.close()
  await writeMany(history, watching, size.missed)
  await untilCaughtUp([live, watching])
  await server.stop()
  server = await spawnServer({ dataDir: folder.path, env: { PORT: String(server.port) } })
  await untilCaughtUp([live, watching])

  const heads = new Map(
    watching
      .channel()
      .rooms()
      .map((room) => [room.saved().id, room.saved().cursor]),
  )
  const since = history.events.at(-1)?.at ?? 0
  const talk = { on: true }
  const talking = (async () => {
    while (talk.on) {
      await live.send(run.random.pick(ROOMS))
      await pause(40)
    }
  })()
  const began = performance.now()
  await away.restart()
  const current = await waitFor(
    () => [...heads].every(([room, head]) => (away.channel().room(room)?.saved().cursor ?? 0) >= head),
    'all that was missed is there',
    11_000,
  ).then(
    () => Math.round(performance.now() - began),
    () => Infinity,
  )
  // Long enough for a percentile that means something.
  await pause(4_000)
  talk.on = false
  await talking
  await untilCaughtUp([away, live, watching], 5_000)
  const times = delays(history, 'watching', since)
  const p99 = times[Math.floor(times.length * 0.99)] ?? Infinity
  return {
    runs: 1,
    sends: sendsOf(history),
    violations: await closeHistory(history, [away, live, watching], folder.path),
    figures: [
      { what: 'current', value: current, limit: 10_000, unit: 'ms' },
      { what: `live p99 of ${times.length}`, value: p99, limit: 500, unit: 'ms' },
    ],
  }
}

const smallPages: OpenTransport = (address, listener) => {
  const transport = openSocketTransport(address, listener)
  return {
    ...transport,
    send: (name, input) =>
      transport.send(name, name === 'range' && 'after' in input ? { ...input, limit: 1 } : input),
  }
}

faultRow<Size>({
  row: 'R14',
  fault: 'a client has missed 10,000 entries in 20 rooms, and others go on writing',
  sizes: { fast: { missed: 2_000 }, full: { missed: 10_000 } },
  timeout: 120_000,
  run: (run) => comeBack(run),
  control: {
    without: 'pages of 500 entries (one at a time)',
    size: { missed: 2_000 },
    takesLong: true,
    run: (run) => comeBack(run, smallPages),
  },
})
