import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hashSecret } from '../../../server/people/secret.ts'
import { databasePath } from '../../../server/store/sqlite/data-folder.ts'
import { openDatabase, openForWriting, type Database } from '../../../server/store/sqlite/database.ts'
import { openStore } from '../../../server/store/sqlite/open-store.ts'
import { migrations } from '../../../server/store/sqlite/schema/migrations.ts'
import type { Store } from '../../../server/store/store.ts'
import { writes } from '../../../server/writes.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { claim, commit, message, setSettings } from '../../support/server/test-store.ts'

let folder: ReturnType<typeof tempFolder>
let store: Store

/** What the third schema held, before counts were kept and names had two keys. */
const OLD = `
  insert into people values
    ('anna', 'Anna Park', 'anna park', 1),
    ('bob', 'Bob', 'bob', 2),
    ('twin', 'Аnna Раrk', 'аnna раrk', 3),
    ('gone', 'Gone', 'gone', 4),
    ('mina', '민아', '민아', 5);
  insert into devices values
    ('d-anna', 'anna', 'Firefox', 1), ('d-anna-2', 'anna', 'Chromium', 2), ('d-bob', 'bob', 'Firefox', 3);
  insert into tokens values
    ('t-anna', '${hashSecret('anna')}', 'd-anna', 1), ('t-anna-2', '${hashSecret('anna-2')}', 'd-anna-2', 2),
    ('t-bob', '${hashSecret('bob')}', 'd-bob', 3);
  insert into rooms values ('general', 'General', 'log', 9, 1), ('ops', 'Operations', 'log-2', 0, 1);
  insert into members values ('general', 'anna', 4), ('general', 'bob', 0), ('general', 'twin', 9), ('ops', 'anna', 0);
  insert into entries (room, seq, id, at, author, kind, body, quiet) values
    ('general', 1, 'a', 1, 'anna', 'join', '{}', 0),
    ('general', 2, 'b', 2, 'gone', 'join', '{}', 0),
    ('general', 3, 'c', 3, 'anna', 'message', '{"text":"one"}', 0),
    ('general', 4, 'd', 4, 'bob', 'message', '{"text":"two"}', 0),
    ('general', 5, 'e', 5, 'bob', 'message', '{"text":"three","priority":1}', 1),
    ('general', 6, 'f', 6, 'gone', 'leave', '{}', 0),
    ('general', 7, 'g', 7, 'bob', 'message', '{"text":"four"}', 0),
    ('general', 8, 'h', 8, 'anna', 'message', '{"text":"five"}', 0),
    ('general', 9, 'i', 9, 'bob', 'claim', '{"seq":8}', 0);
  insert into entry_keys values ('general', 'd-bob', 'd', 4, 4);
  insert into claims values ('general', 8, 9, 9);
  insert into invites (id, hash, kind, person, uses, used, expires_at, created_at, revoked, from_start, device) values
    ('i-rooms', 'h-rooms', 'rooms', null, 5, 1, null, 1, 0, 0, null),
    ('i-browser', 'h-browser', 'browser', 'anna', 1, 1, 2, 1, 0, 0, 'd-anna');
  insert into invite_rooms values ('i-rooms', 'general');
  insert into attempts values ('i-browser', 'attempt-of-the-second', 'd-anna-2');
  insert into person_attention values ('anna', '{"keywords":["deploy"]}');
  insert into room_attention values ('anna', 'general', '{"level":"all","mutedUntil":null}');
`

function migrateFrom(database: Database, from: number, to: number): void {
  for (const migration of migrations.slice(from, to)) {
    if (typeof migration === 'string') database.exec(migration)
    else migration(database)
  }
  database.exec(`delete from schema_version; insert into schema_version values (${to})`)
}

const migrateTo = (path: string, version: number): void => {
  const database = openForWriting(path)
  database.exec('create table schema_version (version integer not null) strict')
  migrateFrom(database, 0, version)
  database.exec(OLD)
  database.close()
}

beforeEach(async () => {
  folder = tempFolder()
  const old = join(folder.path, 'old')
  mkdirSync(old)
  migrateTo(databasePath(old), 3)
  store = await openStore(old, writes)
})
afterEach(async () => {
  await store.close()
  folder.remove()
})

it('a database of the third version keeps its log, read marks, settings and tokens', async () => {
  const range = await store.reader.range({ room: 'general', limit: 500 })
  expect(range?.entries.map(({ seq, kind, author }) => `${seq} ${kind} ${author.id}`)).toEqual([
    '1 join anna',
    '2 join gone',
    '3 message anna',
    '4 message bob',
    '5 message bob',
    '6 leave gone',
    '7 message bob',
    '8 message anna',
    '9 claim bob',
  ])
  expect(range?.entries[4]).toMatchObject({ priority: 1, body: { text: 'three' } })
  expect(await store.reader.headsOf('anna')).toEqual({
    general: { logId: 'log', seq: 9, seen: 4 },
    ops: { logId: 'log-2', seq: 0, seen: 0 },
  })
  expect(await store.reader.findSettings('anna')).toEqual({
    revision: 0,
    person: { keywords: ['deploy'] },
    rooms: { general: { level: 'all', mutedUntil: null } },
  })
  expect(await store.reader.findTokenByHash(hashSecret('bob'))).toMatchObject({
    id: 't-bob',
    device: 'd-bob',
  })
  expect((await store.reader.invites()).map(({ id, used }) => `${id} ${used}`)).toEqual([
    'i-browser 1',
    'i-rooms 1',
  ])
})

it('a database of the third version gets the counts that it had', async () => {
  expect(await store.reader.roomsOf('anna')).toMatchObject([
    { id: 'general', unread: 1, members: 3 },
    { id: 'ops', unread: 0, members: 1 },
  ])
  expect(await store.reader.roomsOf('bob')).toMatchObject([{ unread: 2, members: 3 }])
  expect(await store.reader.roomsOf('twin')).toMatchObject([{ unread: 0 }])
  const bob = { id: 't-bob', device: 'd-bob', person: { id: 'bob', name: 'Bob' } }
  expect(await commit(store, message(bob, 'd'), message(bob, 'new'))).toMatchObject([
    { value: { seq: 4 } },
    { value: { seq: 10 } },
  ])
  expect(await store.reader.roomsOf('anna')).toMatchObject([{ unread: 2 }, { unread: 0 }])
  expect(await store.reader.roomsOf('bob')).toMatchObject([{ unread: 2 }])
})

it('two people whose names look alike since then both stay, and the older one is found by the name', async () => {
  expect((await store.reader.people()).map(({ name }) => name).sort()).toEqual(
    ['Anna Park', 'Bob', 'Gone', 'Аnna Раrk', '민아'].sort(),
  )
  const add = (called: string) =>
    commit(store, writes.request('add-member', { room: 'ops', person: { called } }))
  expect(await add('Anna Park')).toMatchObject([{ value: { person: { id: 'anna' } } }])
  expect(await add('Аnna Раrk')).toMatchObject([{ value: { person: { id: 'twin' } } }])
  expect(await add('ANNA PARK')).toMatchObject([
    { ok: false, error: { message: expect.stringMatching(/"anna" \(Anna Park\) or "twin"/) as string } },
  ])
  expect(await add('민아')).toMatchObject([{ value: { person: { id: 'mina' } } }])
  const join = writes.request('join', {
    inviteHash: 'h-rooms',
    name: 'Anna Раrk',
    attempt: 'x'.repeat(16),
    bearerHash: undefined,
    tokenHash: 'x',
    label: 'x',
  })
  const [created] = await commit(store, join)
  expect(created).toMatchObject({ ok: false, error: { code: 'name_taken' } })
})

it('a device that another one added is known as its, and ends with it', async () => {
  expect(await commit(store, writes.request('revoke-token', { id: 't-anna', only: false }))).toMatchObject([
    { value: { ended: [{ id: 't-anna-2', label: 'Chromium' }] } },
  ])
})

it('who was removed before stays out', async () => {
  const database = openDatabase(databasePath(join(folder.path, 'old')), { readOnly: true })
  expect(database.prepare('select room, person from removals').all()).toEqual([
    { room: 'general', person: 'gone' },
  ])
  database.close()
})

it('claims and priorities of before are found beside the body', async () => {
  const anna = { id: 't-anna', device: 'd-anna', person: { id: 'anna', name: 'Anna Park' } }
  const entries = (await store.reader.range({ room: 'general', limit: 500 }))?.entries
  expect(entries?.[8]).toMatchObject({ kind: 'claim', about: 8, body: {} })
  expect(await commit(store, claim(anna, 'late', 8), claim(anna, 'other', 7))).toMatchObject([
    { value: { seq: 9 } },
    { value: { seq: 10 } },
  ])
})

it('a database of the fifth version keeps its counts, claims and priorities', async () => {
  const old = join(folder.path, 'fifth')
  mkdirSync(old)
  migrateTo(databasePath(old), 3)
  const database = openForWriting(databasePath(old))
  migrateFrom(database, 3, 5)
  const before = database.prepare<object>('select room, seq, ordinal, own_ordinal, quiet from entries').all()
  database.close()
  const fifth = await openStore(old, writes)
  try {
    const entries = (await fifth.reader.range({ room: 'general', limit: 500 }))?.entries
    expect(before).toHaveLength(9)
    expect(entries?.map(({ about, priority }) => [about, priority])).toEqual(
      Array.from({ length: 9 }, (_, index) => [index === 8 ? 8 : undefined, index === 4 ? 1 : undefined]),
    )
    expect(entries?.map(({ body }) => body)).toEqual([
      ...[
        {},
        {},
        { text: 'one' },
        { text: 'two' },
        { text: 'three' },
        {},
        { text: 'four' },
        { text: 'five' },
        {},
      ],
    ])
    expect(await fifth.reader.roomsOf('anna')).toMatchObject([{ unread: 1 }, { unread: 0 }])
    expect(await fifth.reader.roomsOf('bob')).toMatchObject([{ unread: 2 }])
  } finally {
    await fifth.close()
  }
})

it('a database of the seventh version keeps the settings of people and rooms, with their revisions', async () => {
  const old = join(folder.path, 'seventh')
  mkdirSync(old)
  migrateTo(databasePath(old), 3)
  const database = openForWriting(databasePath(old))
  migrateFrom(database, 3, 7)
  database.exec(`update people set settings_revision = 5 where id = 'anna';
    update person_attention set revision = 4; update room_attention set revision = 5`)
  database.close()
  const seventh = await openStore(old, writes)
  try {
    const general = { level: 'all', mutedUntil: null }
    const settings = { revision: 5, person: { keywords: ['deploy'] }, rooms: { general } }
    expect(await seventh.reader.findSettings('anna')).toEqual(settings)
    const anna = { id: 't-anna', device: 'd-anna', person: { id: 'anna', name: 'Anna Park' } }
    const muted = { of: 'room', room: 'general', settings: { level: null, mutedUntil: 1 } } as const
    // Of a device that has not seen revision 5.
    await commit(seventh, setSettings(anna, muted, 4))
    expect(await seventh.reader.findSettings('anna')).toEqual(settings)
    const leave = writes.request('remove-member', { room: 'general', person: { id: 'anna' } })
    await commit(seventh, leave)
    expect(await seventh.reader.findSettings('anna')).toMatchObject({ revision: 6, rooms: {} })
  } finally {
    await seventh.close()
  }
})

it('two people of the eighth version whose names have the same key since then both stay', async () => {
  const old = join(folder.path, 'eighth')
  mkdirSync(old)
  migrateTo(databasePath(old), 3)
  const database = openForWriting(databasePath(old))
  migrateFrom(database, 3, 8)
  database.exec(`
    insert into people (id, name, name_key, look_key, created_at) values
      ('capitals', 'GROSS', 'gross', 'gross', 7), ('small', 'Groß', 'groß', 'groß', 6);
  `)
  database.close()
  const eighth = await openStore(old, writes)
  try {
    const add = (called: string) =>
      commit(eighth, writes.request('add-member', { room: 'ops', person: { called } }))
    expect(await add('Groß')).toMatchObject([{ value: { person: { id: 'small' } } }])
    expect(await add('GROSS')).toMatchObject([{ value: { person: { id: 'capitals' } } }])
    expect(await add('gross')).toMatchObject([
      { ok: false, error: { message: expect.stringMatching(/"small" \(Groß\) or "capitals"/) as string } },
    ])
  } finally {
    await eighth.close()
  }
})
