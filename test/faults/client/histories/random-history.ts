import { randomUUID } from 'node:crypto'
import type { AboutKind } from '../../../../protocol/entry-kinds.ts'
import type { Entry } from '../../../../protocol/entry.ts'
import { createManualClock, type ManualClock } from '../../../support/channel/manual-clock.ts'
import { settled } from '../../../support/settled.ts'
import type { Random } from '../../harness/random.ts'
import type { Violation } from '../../history/violation.ts'
import { CarriedLine } from './carried-line.ts'
import { startKillableClient, type KillableClient, type Weaken } from './killable-client.ts'
import { startLogServer, type LogServer } from './log-server.ts'
import { compareFolds, type Fold } from './compare-folds.ts'
import { comparePages } from './compare-pages.ts'

const PEOPLE = ['Mina', 'Jonas', 'Theo']
const ROOMS = ['general', 'ops']
const KINDS: readonly AboutKind[] = [
  'edit',
  'edit',
  'edit',
  'delete',
  'delete',
  'reaction',
  'reaction',
  'pin',
  'claim',
]
/** After so many steps everything is healed, and all must show the same. */
const SERIES = 250
/** A log that is another one for the fourth time within ten minutes stops its room, which is not what is tried here. */
const RESTORE_EVERY_MS = 11 * 60_000

interface World {
  server: LogServer
  clients: KillableClient[]
  clock: ManualClock
  random: Random
}

export interface Steps {
  steps: number
  /** What a client makes of what it keeps. */
  fold: Fold
  weaken: Weaken
}

export interface Happened {
  /** How many entries the logs took. */
  appended: number
  /** What somebody sees differently. */
  violations: Violation[]
}

/** Three people write and change messages in two rooms while everything goes wrong. */
export async function randomHistory(random: Random, { steps, fold, weaken }: Steps): Promise<Happened> {
  const clock = createManualClock()
  const server = await startLogServer(ROOMS, PEOPLE)
  const clients: KillableClient[] = []
  try {
    for (const person of server.people) {
      const line = new CarriedLine({
        answer: (name, input) => server.answer(person, name, input),
        heads: () => server.heads(person.person.id),
      })
      clients.push(await startKillableClient(person, line, clock, weaken))
    }
    const world = { server, clients, clock, random }
    await heal(world)
    const violations = await runSeries(world, steps, fold)
    return { appended: server.appended(), violations }
  } finally {
    for (const client of clients) await client.close()
    await server.close()
  }
}

async function runSeries(world: World, steps: number, fold: Fold): Promise<Violation[]> {
  for (let step = 1; step <= steps; step += 1) {
    await happen(world)
    handOut(world)
    await settled()
    if (step % SERIES > 0 && step < steps) continue
    const behind = await heal(world)
    const violations = behind ?? (await compareAll(world, fold))
    if (violations.length > 0) return violations
  }
  return []
}

async function compareAll({ server, clients }: World, fold: Fold): Promise<Violation[]> {
  const found: Violation[] = []
  for (const room of ROOMS) {
    const log = await server.whole(room)
    for (const client of clients) found.push(...(await compareFolds(client, room, log, fold)))
    found.push(...(await comparePages(clients, room, log)))
  }
  return found
}

/** What the server pushes goes onto every line. */
function handOut({ server, clients }: World): void {
  for (const push of server.takePushes())
    for (const { line } of clients) line.push({ type: 'push', name: 'entries', push })
}

/** What may happen next, by how many of a thousand steps it is. */
const happenings: readonly [weight: number, happen: (world: World, client: KillableClient) => unknown][] = [
  [650, ({ random }, { line }) => line.carry(random)],
  [200, (world, client) => write(world, client)],
  [120, readOlder],
  [40, ({ clock, random }) => clock.pass(random.int(1, 3_000))],
  [20, (_, { line }) => line.hearHeads()],
  [12, (_, client) => undo(client)],
  [6, (_, { line }) => line.cut()],
  [6, (_, client) => client.kill()],
  [12, (_, client) => client.replace()],
  [2, ({ server, clients }) => restart(clients, () => server.restart())],
  [0.5, ({ server }) => server.backup()],
  [0.5, restoreBackup],
]
const allWeights = happenings.reduce((sum, [weight]) => sum + weight, 0)

async function happen(world: World): Promise<void> {
  const client = world.random.pick(world.clients)
  let chance = world.random.next() * allWeights
  for (const [weight, run] of happenings) {
    chance -= weight
    if (chance < 0) return void (await run(world, client))
  }
}

async function restart(clients: readonly KillableClient[], run: () => Promise<void>): Promise<void> {
  for (const { line } of clients) line.cut()
  await run()
}

async function restoreBackup({ server, clients, clock }: World): Promise<void> {
  await restart(clients, () => server.restore())
  clock.pass(RESTORE_EVERY_MS)
}

/** A message, a reply, or a change of one that the client holds, a new one rather than an old one. */
async function write({ random }: World, client: KillableClient): Promise<void> {
  const room = random.pick(ROOMS)
  const about = random.next() < 0.3 ? undefined : await someMessage(random, client, room)
  const holdMs = random.next() < 0.2 ? random.int(1, 5_000) : undefined
  const entry = { room, id: randomUUID(), holdMs }
  const isOwn = about?.author.id === client.person.person.id
  const kind = random.pick(KINDS)
  if (about === undefined || random.next() < 0.15) {
    const body = { text: `text ${random.int(1, 1_000)}` }
    await undisturbed(client.channel().outbox.add({ ...entry, kind: 'message', about: about?.seq, body }))
  } else if (isOwn || (kind !== 'edit' && kind !== 'delete') || random.next() < 0.1) {
    const body = bodyOf(kind, random)
    await undisturbed(client.channel().append({ ...entry, kind, about: about.seq, body }))
  }
}

/** Nobody waits for it: the background may be killed before it ends. */
const undisturbed = async (run: Promise<unknown>): Promise<void> => void run.catch(() => undefined)

async function someMessage(random: Random, client: KillableClient, id: string): Promise<Entry | undefined> {
  const room = client.channel().room(id)?.saved()
  if (room === undefined || room.cursor < room.low) return undefined
  const seq = random.int(random.next() < 0.5 ? room.low : Math.max(room.low, room.cursor - 10), room.cursor)
  const entry = await client.journal().entry(id, seq)
  return entry?.kind === 'message' ? entry : undefined
}

function bodyOf(kind: AboutKind, random: Random): Record<string, unknown> {
  if (kind === 'edit') return { text: `edited ${random.int(1, 1_000)}` }
  if (kind === 'reaction') return { emoji: random.pick(['👍', '🎉']), on: random.next() < 0.7 }
  return kind === 'pin' ? { on: random.next() < 0.6 } : {}
}

/** Of the page that is read one message is often deleted before it arrives. */
async function readOlder({ random, clients, server }: World, client: KillableClient): Promise<void> {
  const room = client.channel().room(random.pick(ROOMS))
  if (room === undefined) return
  const { id, low } = room.saved()
  await undisturbed(room.fetchOlder(low, random.int(1, 7)))
  if (random.next() < 0.3) return
  const message = (await server.whole(id)).find(({ seq, kind }) => seq >= low - 5 && kind === 'message')
  const author = clients.find(({ person }) => person.person.id === message?.author.id)
  if (message === undefined || message.seq >= low || author === undefined) return
  const entry = { room: id, id: randomUUID(), kind: 'delete', about: message.seq, body: {} } as const
  await undisturbed(author.channel().append(entry))
}

async function undo(client: KillableClient): Promise<void> {
  const { outbox } = client.channel()
  const held = ROOMS.flatMap((room) => outbox.items(room)).find(({ notBefore }) => notBefore !== undefined)
  if (held !== undefined) await undisturbed(outbox.delete(held.id))
}

/** Nothing goes wrong any more until everybody is caught up. Answers with who never is. */
async function heal(world: World): Promise<Violation[] | undefined> {
  const { clients, clock } = world
  for (let round = 1; round <= 5_000; round += 1) {
    handOut(world)
    for (const { line } of clients) await line.carryAll()
    await settled()
    if (round % 20 === 0) {
      clock.pass(1_000)
      for (const client of clients) {
        await client.line.hearHeads()
        await dismissRefused(client)
      }
    }
    if (round % 20 === 10 && clients.every(isCaughtUp)) return undefined
  }
  return clients
    .filter((client) => !isCaughtUp(client))
    .map(({ person }) => ({ kind: 'behind', what: `${person.person.name} never catches up` }))
}

function isCaughtUp(client: KillableClient): boolean {
  const channel = client.channel()
  return (
    channel.state().state === 'connected' &&
    channel.rooms().length === ROOMS.length &&
    channel.rooms().every((room) => room.caughtUp()) &&
    channel.outbox.rooms().length === 0
  )
}

/** As their author would: one that is about a message that was deleted, or of somebody else. */
async function dismissRefused({ channel }: KillableClient): Promise<void> {
  for (const room of ROOMS)
    for (const { id, refused } of channel().outbox.items(room))
      if (refused !== undefined) await undisturbed(channel().outbox.delete(id))
}
