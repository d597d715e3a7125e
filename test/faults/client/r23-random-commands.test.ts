import { randomUUID } from 'node:crypto'
import { sendsOf, untilCaughtUp } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause, startFleet, type Fleet } from '../harness/fleet.ts'
import { joinForAccount, startRecordedClient } from '../harness/recorded-client.ts'
import type { Violation } from '../history/violation.ts'
import { faultyTransport, noFaults, type Faults } from './faulty-transport.ts'

interface Size {
  /** Series of commands; after each everything is healed and must be caught up. */
  series: number
}

const COMMANDS = 40
const rooms = ['general', 'ops'] as const

interface World {
  fleet: Fleet
  faults: Faults[]
  /** Clients that are no members of `ops` at the moment. */
  out: Set<number>
}

type Command = (world: World, index: number, run: Run<Size>) => Promise<unknown> | undefined

const clientOf = ({ fleet }: World, index: number) => fleet.clients[index]

const send: Command = (world, index, { random }) => clientOf(world, index)?.send(random.pick(rooms))

const hold: Command = (world, index, { random }) =>
  clientOf(world, index)?.send(random.pick(rooms), undefined, random.int(1, 60))

const undo: Command = (world, index, { random }) => clientOf(world, index)?.undo(random.pick(rooms))

/** One of the newest entries, so that two often claim the same one, and what is no message too. */
const claim: Command = (world, index, { random }) => {
  const room = clientOf(world, index)?.channel().room(random.pick(rooms))?.saved()
  if (!room || room.cursor === 0) return undefined
  return clientOf(world, index)
    ?.channel()
    .append({
      room: room.id,
      id: randomUUID(),
      kind: 'claim',
      about: Math.max(1, room.cursor - random.int(0, 3)),
      body: {},
    })
}

/** What may happen next, the usual more often than the rare. */
const commands: readonly Command[] = [
  ...Array.from({ length: 10 }, () => send),
  ...[hold, hold, hold, undo, undo, claim, claim, claim],
  async ({ faults }, index) => faults[index]?.cut(),
  async ({ faults }, index) => faults[index]?.cut(),
  async ({ faults }, index, { random }) =>
    Object.assign(faults[index] ?? {}, { dropPushes: random.int(1, 4) }),
  async ({ faults }, index, { random }) =>
    Object.assign(faults[index] ?? {}, { loseAnswers: random.int(1, 2) }),
  (world, index) => clientOf(world, index)?.restart(),
  async (world, index, { random }) => {
    const room = clientOf(world, index)?.channel().room(random.pick(rooms))?.saved()
    if (room) await clientOf(world, index)?.channel().seen(room.id, room.cursor)
  },
  async ({ fleet, out }, index) => {
    out.add(index)
    await fleet.server().cli(['member', 'remove', '--room', 'ops', '--person', `client ${index + 1}`])
  },
]

/** A killed server is rarer still. */
const killServer = async ({ fleet }: World): Promise<void> => {
  await fleet.server().stop('SIGKILL')
  await fleet.startAgain()
}

async function heal({ fleet, faults, out }: World): Promise<void> {
  for (const fault of faults) Object.assign(fault, { dropPushes: 0, loseAnswers: 0 })
  for (const index of out) {
    await fleet.server().cli(['member', 'add', '--room', 'ops', '--person', `client ${index + 1}`])
  }
  out.clear()
  // What was dropped last shows with the heads; a new connection asks at once.
  for (const fault of faults) fault.cut()
}

/** Messages that were refused because one was out of the room are sent again, as the person would. */
async function retryRefused({ fleet }: World): Promise<void> {
  for (const client of fleet.clients) {
    for (const { id, refused } of client.channel().outbox.items('ops')) {
      if (refused) await client.channel().outbox.retry(id)
    }
  }
}

/** A new browser of the same person reads everything from the start, as nobody did who was there all the time. */
async function addFresh(run: Run<Size>, { fleet }: World): Promise<Violation[]> {
  const [first] = fleet.clients
  const link = await first?.channel().addBrowser()
  if (!first || !link?.ok) return [{ kind: 'behind', what: 'no link for a fresh client' }]
  const account = await joinForAccount(link.value.link)
  const fresh = await startRecordedClient({ history: run.history, name: 'fresh', account })
  fleet.clients.push(fresh)
  await untilCaughtUp([fresh])
  for (const room of fresh.channel().rooms()) {
    while (room.saved().low > 1) await room.fetchOlder(room.saved().low, 500)
  }
  return []
}

async function randomCommands(run: Run<Size>, newIds: boolean): Promise<Outcome> {
  const faults = [noFaults(), noFaults(), noFaults()]
  const client = (index: number) => ({ openTransport: faultyTransport(faults[index - 1] ?? noFaults()) })
  const fleet = await startFleet(run, { clients: 3, client })
  const world: World = { fleet, faults, out: new Set() }
  await fleet.server().cli(['room', 'create', 'ops'])
  for (const index of faults.keys()) world.out.add(index)
  await heal(world)
  let level = await untilCaughtUp(fleet.clients)
  for (const fault of faults) fault.newIds = newIds

  for (let series = 0; series < run.size.series; series += 1) {
    for (let step = 0; step < COMMANDS; step += 1) {
      await run.random.pick(commands)(world, run.random.int(0, 2), run)
      if (run.random.next() < 0.01) await killServer(world)
      await pause(run.random.int(0, 20))
    }
    await heal(world)
    await pause(100)
    await untilCaughtUp(fleet.clients, 2_000)
    await retryRefused(world)
    level = Math.max(level, await untilCaughtUp(fleet.clients, 20_000))
    if (level === Infinity) break
  }
  const violations = [...(await addFresh(run, world)), ...(await fleet.check())]
  return {
    runs: run.size.series * COMMANDS,
    sends: sendsOf(run.history),
    violations,
    figures: [{ what: 'caught up after healing', value: level, limit: 20_000, unit: 'ms' }],
  }
}

faultRow<Size>({
  row: 'R23',
  fault: 'random commands of 3 clients in 2 rooms, with random faults',
  sizes: { fast: { series: 4 }, full: { series: 60 } },
  timeout: 300_000,
  run: (run) => randomCommands(run, false),
  control: {
    without: 'one id for all tries of a message',
    size: { series: 2 },
    run: (run) => randomCommands(run, true),
  },
})
