import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Journal, SavedRoom } from '../../../../extension/background/channel/journal.ts'
import { createIndexedDbJournal } from '../../../../extension/background/journal/indexed-db-journal.ts'
import { openDatabase } from '../../../../extension/background/journal/open-database.ts'
import { deletedIn, withoutTextOf } from '../../../../protocol/deletion.ts'
import type { Entry } from '../../../../protocol/entry.ts'
import { timeline } from '../../../../protocol/timeline.ts'
import { createMemoryJournal } from '../../../support/channel/memory-journal.ts'
import { messageAt, sampleRoom } from '../../../support/channel/sample.ts'
import { randomFrom } from '../notifier/random-from.ts'

const PEOPLE = ['mina', 'jonas', 'theo']
const ROOMS = ['general', 'ops']
const KINDS = ['edit', 'delete', 'reaction', 'pin', 'claim'] as const
const PAGE = 7

type Random = (below: number) => number

/** A room as the server has it. What is read of it later has no text that was deleted meanwhile. */
class Log {
  entries: Entry[] = []

  append(entry: Entry): void {
    this.entries = withoutTextOf([...this.entries, entry], deletedIn([entry]))
  }

  /** Both included. */
  read = (from: number, to: number): Entry[] => this.entries.filter(({ seq }) => seq >= from && seq <= to)
}

function bodyOf(kind: string, random: Random): Entry['body'] {
  if (kind === 'edit') return { text: `edited ${random(1_000)}` }
  if (kind === 'reaction') return { emoji: ['👍', '🎉'][random(2)], on: random(3) > 0 }
  return kind === 'pin' ? { on: random(2) === 0 } : {}
}

function nextEntry(log: Log, random: Random): Entry {
  const seq = log.entries.length + 1
  const message = messageAt(seq, { author: PEOPLE[random(3)] ?? 'mina' })
  const about = log.entries[random(Math.max(1, log.entries.length))]
  if (about?.kind !== 'message' || random(3) === 0) return message
  const kind = KINDS[random(KINDS.length)] ?? 'edit'
  // Once it is deleted the server takes nothing about it but replies.
  if (random(5) === 0 || about.body['text'] === undefined) return { ...message, about: about.seq }
  return { ...message, kind, about: about.seq, body: bodyOf(kind, random) }
}

/** One person's browser. Pushes are as they were sent, older pages as they were read, however late they come. */
class Client {
  room: SavedRoom
  pushes: Entry[] = []
  page: Entry[] | undefined
  readonly log: Log
  journal: Journal

  constructor(id: string, log: Log, journal: Journal) {
    this.room = sampleRoom({ id })
    this.log = log
    this.journal = journal
  }

  async apply(entries: Entry[]): Promise<void> {
    const cursor = entries.at(-1)?.seq
    if (cursor === undefined) return
    this.room = { ...this.room, cursor }
    await this.journal.apply(this.room, entries, 'mina')
  }

  /** What was pushed as far as it follows; what was lost is read. */
  async receive(random: Random): Promise<void> {
    if (random(4) === 0) this.pushes.splice(0, 1 + random(3))
    const run = this.pushes.splice(0, 1 + random(5)).filter(({ seq }) => seq > this.room.cursor)
    if (run[0] !== undefined && run[0].seq > this.room.cursor + 1)
      await this.apply(this.log.read(this.room.cursor + 1, run[0].seq - 1))
    await this.apply(run.filter(({ seq }) => seq > this.room.cursor))
  }

  async older(random: Random): Promise<void> {
    const { low } = this.room
    const fits = this.page?.at(-1)?.seq === low - 1
    if (this.page && fits && random(2) === 0) {
      this.room = { ...this.room, low: this.page[0]?.seq ?? low }
      await this.journal.apply(this.room, this.page, 'mina')
    } else if (!fits) this.page = this.log.read(Math.max(1, low - PAGE), low - 1)
  }

  /** Too much was missed: the newest page takes the place of what was kept. */
  async open(): Promise<void> {
    const entries = this.log.read(this.log.entries.length - PAGE + 1, this.log.entries.length)
    this.page = undefined
    this.pushes = []
    this.room = { ...this.room, low: entries[0]?.seq ?? 1, cursor: entries.at(-1)?.seq ?? 0 }
    await this.journal.open(this.room, entries, 'mina')
  }

  /** What is kept, and what a browser that comes new is answered of the same places. */
  async compared(): Promise<[kept: Entry[], fresh: Entry[]]> {
    this.pushes = []
    await this.apply(this.log.read(this.room.cursor + 1, this.log.entries.length))
    const kept = await this.journal.entries(this.room.id, Infinity, 100_000)
    return [kept, this.log.read(this.room.low, this.room.cursor)]
  }
}

async function history(seed: number, steps: number, open: () => Promise<Journal>): Promise<Client[]> {
  const random = randomFrom(seed)
  const clients: Client[] = []
  for (const id of ROOMS) {
    const log = new Log()
    while (clients.filter((client) => client.log === log).length < PEOPLE.length)
      clients.push(new Client(id, log, await open()))
  }
  for (let step = 0; step < steps; step += 1) {
    const client = clients[random(clients.length)]
    if (!client) continue
    const what = random(20)
    if (what < 10) {
      const entry = nextEntry(client.log, random)
      client.log.append(entry)
      for (const one of clients) if (one.log === client.log) one.pushes.push(entry)
    } else if (what < 15) await client.receive(random)
    else if (what < 19) await client.older(random)
    else if (random(2) === 0) await client.open()
    if (step % 100 === 99) for (const one of clients) await expectSame(one, `seed ${seed}, step ${step}`)
  }
  return clients
}

async function expectSame(client: Client, where: string): Promise<void> {
  const [kept, fresh] = await client.compared()
  expect(timeline(kept), where).toEqual(timeline(fresh))
  expect(kept, where).toEqual(fresh)
}

describe('SPEC 2.10, 2.11 whatever is lost, late or read before a deletion', () => {
  test.each([
    ['in memory', 20, async () => createMemoryJournal()],
    ['in IndexedDB', 3, async () => createIndexedDbJournal(await openDatabase(randomUUID()))],
  ])(
    'three people in two rooms fold what they keep into what a fresh browser is shown: %s',
    async (_, seeds, open) => {
      for (let seed = 1; seed <= seeds; seed += 1) await history(seed, 500, open)
    },
    60_000,
  )

  test.each(KINDS)('… which would show, if entries of kind %s were not understood', async (kind) => {
    const clients = await history(1, 500, async () => createMemoryJournal())
    const all = await Promise.all(clients.map((client) => client.compared()))
    const shows = all.map(([kept, fresh]) => {
      const without = kept.map((entry) => (entry.kind === kind ? { ...entry, kind: 'later' } : entry))
      return JSON.stringify(timeline(without)) !== JSON.stringify(timeline(fresh))
    })
    expect(shows).toContain(true)
  })
})
