import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCommitter } from '../../../server/store/sqlite/committer.ts'
import { databasePath } from '../../../server/store/sqlite/data-folder.ts'
import { openForWriting, type Database } from '../../../server/store/sqlite/database.ts'
import { migrate } from '../../../server/store/sqlite/schema/migrate.ts'
import { migrations } from '../../../server/store/sqlite/schema/migrations.ts'
import { openStore } from '../../../server/store/sqlite/open-store.ts'
import { writes } from '../../../server/writes.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { commit, createRoom, nonsense } from '../../support/server/test-store.ts'
import { inNewFolder } from './contract-store.ts'
import { storeContract } from './store-contract.ts'

const open = (folder: string) => openStore(folder, writes)

describe('SQLite in this thread', () => storeContract(() => inNewFolder(open)))

it('holds its folder against a second one', async () => {
  const folder = tempFolder()
  const store = await open(folder.path)
  await expect(open(folder.path)).rejects.toThrow(/is in use by another Backchannel process/)
  await store.close()
  folder.remove()
})

it('is one file once it was closed, also while statements of it live', async () => {
  const folder = tempFolder()
  const store = await open(folder.path)
  await commit(store, createRoom('general'))
  await store.reader.logs()
  await store.close()
  const log = statSync(`${databasePath(folder.path)}-wal`, { throwIfNoEntry: false })
  expect(log?.size ?? 0).toBe(0)
  folder.remove()
})

describe('SQLite', () => {
  let folder: ReturnType<typeof tempFolder>
  let database: Database

  beforeEach(() => {
    folder = tempFolder()
    database = openForWriting(databasePath(folder.path))
    migrate(database)
  })
  afterEach(() => {
    database.close()
    folder.remove()
  })

  it('flushes at each commit', () => {
    expect(database.prepare('pragma synchronous').get()).toEqual({ synchronous: 2 })
    expect(database.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
  })

  it('stores nothing of a batch when the disk is full, and goes on when it no longer is', async () => {
    const { commit } = createCommitter(database, writes.apply)
    const pages = database.prepare<{ page_count: number }>('pragma page_count').get()?.page_count ?? 0
    database.exec(`pragma max_page_count = ${pages}`)
    const rooms = Array.from({ length: 500 }, (_, index) => createRoom(`room-${index}`))
    await expect(commit(rooms, 0)).rejects.toMatchObject({ reason: 'full' })
    expect(database.prepare('select count(*) as n from rooms').get()).toEqual({ n: 0 })
    database.exec(`pragma max_page_count = ${pages + 1000}`)
    expect(await commit(rooms, 0)).toHaveLength(500)
  })

  it('answers for each write by itself once they go one by one, a full disk included', async () => {
    const pages = database.prepare<{ page_count: number }>('pragma page_count').get()?.page_count ?? 0
    const { commit } = createCommitter(database, (transaction, request) => {
      database.exec(`pragma max_page_count = ${request.name === 'huge' ? pages : 100_000}`)
      return writes.apply(transaction, request.name === 'huge' ? createRoom('x'.repeat(100_000)) : request)
    })
    const batch = [createRoom('first'), nonsense, { ...nonsense, name: 'huge' }, createRoom('last')]
    const outcomes = await commit(batch, 0)
    expect(outcomes.map(({ result }) => result)).toMatchObject([
      { ok: true },
      { ok: false, error: { code: 'unavailable' } },
      { ok: false, error: { code: 'storage_full' } },
      { ok: true },
    ])
    expect(database.prepare('select id from rooms order by id').all()).toEqual([
      { id: 'first' },
      { id: 'last' },
    ])
  })

  it('brings a database of the first version up to date', async () => {
    const old = join(folder.path, 'old')
    mkdirSync(old)
    const first = openForWriting(databasePath(old))
    first.exec('create table schema_version (version integer not null) strict')
    first.exec(String(migrations[0]))
    first.exec(`insert into schema_version values (1);
      insert into invites values ('a', 'b', 'rooms', null, 5, 1, null, 0, 0, 0)`)
    first.close()
    const store = await open(old)
    expect(await store.reader.invites()).toMatchObject([{ id: 'a', device: null, uses: 5, used: 1 }])
    await store.close()
  })

  it('keeps the messages of the second version, all of them unread', async () => {
    const old = join(folder.path, 'old')
    mkdirSync(old)
    const second = openForWriting(databasePath(old))
    second.exec('create table schema_version (version integer not null) strict')
    for (const migration of migrations.slice(0, 2)) second.exec(String(migration))
    second.exec(`insert into schema_version values (2);
      insert into people values ('ann', 'Ann', 'ann', 0), ('bob', 'Bob', 'bob', 0);
      insert into rooms (id, name, log_id, head) values ('general', 'General', 'x', 2);
      insert into members values ('general', 'ann', 0);
      insert into entries values ('general', 1, 'a', 0, 'bob', 'join', '{}');
      insert into entries values ('general', 2, 'b', 0, 'bob', 'message', '{"text":"hello"}')`)
    second.close()
    const store = await open(old)
    expect(await store.reader.roomsOf('ann')).toMatchObject([{ head: 2, unread: 1 }])
    expect(await store.reader.findSettings('ann')).toEqual({ revision: 0, person: undefined, rooms: {} })
    await store.close()
  })

  it('calls itself broken when a flush fails', async () => {
    const ioError = Object.assign(new Error('disk I/O error'), { errcode: 1034 })
    const failing: Database = {
      inTransaction: false,
      prepare: (sql) => database.prepare(sql),
      close: () => database.close(),
      exec(sql) {
        if (sql === 'commit') throw ioError
        database.exec(sql)
      },
    }
    const { commit } = createCommitter(failing, writes.apply)
    await expect(commit([createRoom('general')], 0)).rejects.toMatchObject({
      reason: 'broken',
      message: 'disk I/O error',
    })
    database.exec('rollback')
  })

  it.each(['commit', 'rollback'])(
    'calls itself broken when a batch cannot be undone: %s fails first',
    async (first) => {
      const said: string[] = []
      const failing: Database = {
        inTransaction: true,
        prepare: (sql) => database.prepare(sql),
        close: () => database.close(),
        exec(sql) {
          said.push(sql)
          if (sql === 'rollback') throw Object.assign(new Error('cannot rollback'), { errcode: 1 })
          if (sql === 'commit') throw Object.assign(new Error('disk I/O error'), { errcode: 1034 })
          database.exec(sql)
        },
      }
      const { commit } = createCommitter(failing, writes.apply)
      const batch = [createRoom('general'), first === 'commit' ? createRoom('ops') : nonsense]
      await expect(commit(batch, 0)).rejects.toMatchObject({ reason: 'broken' })
      expect(said.filter((sql) => sql === 'begin immediate')).toHaveLength(1)
      database.exec('rollback')
    },
  )

  it('refuses a database of a newer version', async () => {
    database.exec('update schema_version set version = 99')
    await expect(open(folder.path)).rejects.toThrow(/written by a newer Backchannel/)
  })

  it('lets go of a folder that it could not open', async () => {
    database.exec('update schema_version set version = 99')
    await expect(open(folder.path)).rejects.toThrow()
    database.exec(`update schema_version set version = ${migrations.length}`)
    const store = await open(folder.path)
    await store.close()
  })

  it('keeps its files from other users', async () => {
    const own = join(folder.path, 'new')
    const store = await open(own)
    await commit(store, createRoom('general'))
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)
    const files = ['backchannel.db', 'backchannel.db-wal', 'backchannel.db-shm', 'lock.db']
    expect([mode(own), ...files.map((file) => mode(join(own, file)))]).toEqual([
      '700',
      '600',
      '600',
      '600',
      '600',
    ])
    await store.close()
  })
})
