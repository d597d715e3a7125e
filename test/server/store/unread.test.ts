import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Priority } from '../../../protocol/entry.ts'
import type { Token } from '../../../server/people/people-store.ts'
import type { WriteRequest } from '../../../server/room/write.ts'
import { databasePath } from '../../../server/store/sqlite/data-folder.ts'
import { openDatabase, type Database } from '../../../server/store/sqlite/database.ts'
import { openStore } from '../../../server/store/sqlite/open-store.ts'
import { logTransaction } from '../../../server/store/sqlite/queries/log-transaction.ts'
import { createReader } from '../../../server/store/sqlite/queries/reader.ts'
import type { Store } from '../../../server/store/store.ts'
import { writes } from '../../../server/writes.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { claim, commit, createRoom, enter, message } from '../../support/server/test-store.ts'
import { stories } from '../../support/stories.ts'

let folder: ReturnType<typeof tempFolder>
let store: Store
let database: Database

beforeEach(async () => {
  folder = tempFolder()
  store = await openStore(folder.path, writes)
  database = openDatabase(databasePath(folder.path))
})
afterEach(async () => {
  database.close()
  await store.close()
  folder.remove()
})

/** What the counts mean, counted one by one. */
const counted = (person: string) =>
  database
    .prepare<{ id: string; members: number; unread: number }>(
      `select rooms.id,
         (select count(*) from members as others where others.room = rooms.id) as members,
         (select count(*) from entries where entries.room = rooms.id and seq > seen and kind = 'message'
            and coalesce(priority, 3) > 1 and author <> members.person) as unread
       from members join rooms on rooms.id = room where person = ? order by rooms.id`,
    )
    .all(person)

const rooms = ['general', 'ops']

type Step =
  | { what: 'message'; by: number; room: number; priority: Priority }
  | { what: 'claim'; by: number; seq: number }
  | { what: 'seen'; by: number; room: number; seq: number }
  | { what: 'leave' | 'enter'; by: number; room: number }

const member = fc.nat({ max: 2 })
const where = fc.nat({ max: rooms.length - 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('message'),
      by: member,
      room: where,
      priority: fc.constantFrom(1, 2, 3, 4, 5),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('claim'), by: member, seq: fc.nat({ max: 40 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('seen'), by: member, room: where, seq: fc.nat({ max: 60 }) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('leave', 'enter'), by: member, room: where }) },
) as fc.Arbitrary<Step>

let written = 0
function toWrite(people: readonly Token[], step: Step): WriteRequest {
  const by = people[step.by]
  if (by === undefined) throw new Error('nobody')
  const room = rooms['room' in step ? step.room : 0] ?? ''
  written += 1
  switch (step.what) {
    case 'message':
      return message(by, `m${written}`, 'hello', { room, priority: step.priority })
    case 'claim':
      return claim(by, `c${written}`, step.seq)
    case 'seen':
      return writes.request('seen', { room, person: by.person.id, device: by.device, seq: step.seq })
    case 'leave':
      return writes.request('remove-member', { room, person: { id: by.person.id } })
    case 'enter':
      return writes.request('add-member', { room, person: { id: by.person.id } })
  }
}

it('7.2 counts of messages and members are those that counting one by one gives', async () => {
  await commit(store, ...rooms.map(createRoom))
  const people = [
    await enter(store, 'Ann', rooms),
    await enter(store, 'Bob', rooms),
    await enter(store, 'Eve', rooms),
  ]
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      for (let from = 0; from < steps.length; from += 7) {
        await commit(store, ...steps.slice(from, from + 7).map((one) => toWrite(people, one)))
        for (const { person } of people) {
          const summaries = (await store.reader.roomsOf(person.id)).map(({ id, members, unread }) => ({
            id,
            members,
            unread,
          }))
          expect(summaries).toEqual(counted(person.id))
        }
      }
    }),
    { numRuns: stories(60) },
  )
})

/** How SQLite finds the rows of each statement that is prepared. */
function plansOf(prepareAll: (database: Database) => unknown): { sql: string; plan: string[] }[] {
  const plans: { sql: string; plan: string[] }[] = []
  prepareAll({
    inTransaction: false,
    exec: (sql) => database.exec(sql),
    close: () => undefined,
    prepare(sql) {
      const rows = database.prepare<{ detail: string }>(`explain query plan ${sql}`).all()
      plans.push({ sql, plan: rows.map(({ detail }) => detail) })
      return database.prepare(sql)
    },
  })
  return plans
}

it('counts unread messages by three steps of an index a room, however many they are', () => {
  const rooms = plansOf(createReader).find(({ sql }) => sql.includes(' as unread'))
  const entries = rooms?.plan.filter((detail) => detail.includes('entries'))
  expect(entries).toEqual([
    'SEARCH entries USING INDEX sqlite_autoindex_entries_1 (room=? AND seq<?)',
    'SEARCH entries USING COVERING INDEX own_messages (room=? AND author=?)',
    'SEARCH entries USING COVERING INDEX own_messages (room=? AND author=? AND seq<?)',
  ])
  expect(rooms?.sql.match(/limit 1\)/g)).toHaveLength(3)
  expect(rooms?.plan.some((detail) => detail.startsWith('SCAN'))).toBe(false)
})

/** What only the operator asks for, or what reads one row. */
const mayScan = [
  /from rooms order by id/,
  /from people order by/,
  /from invites order by/,
  /order by people.name_key, tokens/,
  /from people limit 1/,
]

it('finds all that devices ask for by an index', () => {
  const statements = [
    ...plansOf(createReader),
    ...plansOf((database) => logTransaction(database, { now: 0, added: [], changes: [], blanked: false })),
  ]
  const scans = statements.filter(
    ({ sql, plan }) =>
      plan.some((detail) => /^SCAN (?!CONSTANT)/.test(detail)) && !mayScan.some((one) => one.test(sql)),
  )
  expect(scans).toEqual([])
})

it('finds what is about an entry by an index of those that are about one', () => {
  const about = plansOf((database) =>
    logTransaction(database, { now: 0, added: [], changes: [], blanked: false }),
  ).find(({ sql }) => sql.includes('about = ?'))
  expect(about?.plan).toEqual(['SEARCH entries USING INDEX entries_about (room=? AND about=? AND kind=?)'])
})
