import { openDB } from 'idb'
import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { Journal, OutboxItem } from '../../../../extension/background/channel/journal.ts'
import { createIndexedDbJournal } from '../../../../extension/background/journal/indexed-db-journal.ts'
import { createLocalState, type LocalState } from '../../../../extension/background/journal/local-state.ts'
import { openDatabase, type Database } from '../../../../extension/background/journal/open-database.ts'
import { defaultPersonSettings } from '../../../../protocol/notification-settings.ts'
import { messageAt, messages, sampleRoom } from '../../../support/channel/sample.ts'

const account = { server: 'http://127.0.0.1:8787', token: 'token', me: { id: 'me', name: 'Me' } }
const item = (id: string): Omit<OutboxItem, 'order'> => ({
  id,
  room: 'general',
  kind: 'message',
  about: undefined,
  body: { text: id },
  at: 1,
  acknowledged: undefined,
  refused: undefined,
})

let db: Database
let journal: Journal
let local: LocalState
beforeEach(async () => {
  db = await openDatabase(randomUUID())
  journal = createIndexedDbJournal(db)
  local = createLocalState(db)
})
const waiting = async (): Promise<string[]> => (await journal.outbox()).map(({ id }) => id)

test('a damaged room takes other rooms with it, or is not loaded anew', async () => {
  const ops = sampleRoom({ id: 'ops', cursor: 3 })
  await journal.saveRoom(ops)
  await db.put('rooms', { ...sampleRoom(), cursor: 'nine' })
  await db.put('rooms', { id: 'NOT A ROOM' })
  const unknown = sampleRoom({ members: 0, logId: undefined })
  expect(await journal.rooms()).toEqual([unknown, ops])
})

test('a damaged room stops the acknowledgement of what waits in it', async () => {
  const queued = await journal.queue(item('a'))
  await db.put('rooms', { id: 'general', logId: 'log-1', cursor: 5 })
  expect(await journal.saveItem({ ...queued, acknowledged: { logId: 'log-1', seq: 1 } })).toBe('waits')
})

test('a damaged entry takes the others of its page with it', async () => {
  await journal.apply(sampleRoom({ cursor: 5 }), messages(1, 5), 'me')
  await db.put('entries', { ...messageAt(2), author: 'mina' }, ['general', 2])
  await db.put('entries', { ...messageAt(3), room: 'general', about: 1, body: [] }, ['general', 3])
  await db.put('entries', null, ['general', 4])
  expect(await journal.entries('general', 6, 5)).toEqual([messageAt(1), messageAt(5)])
  expect([await journal.entry('general', 2), await journal.about('general', 1)]).toEqual([undefined, []])
})

test.each([
  { part: 'seq', value: 0 },
  { part: 'id', value: 7 },
  { part: 'at', value: '7' },
  { part: 'author', value: { id: 'mina' } },
  { part: 'kind', value: undefined },
  { part: 'about', value: 1.5 },
  { part: 'priority', value: 6 },
  { part: 'body', value: 'text' },
])('an entry with a damaged $part is shown', async ({ part, value }) => {
  await db.put('entries', { ...messageAt(1), [part]: value }, ['general', 1])
  expect(await journal.entry('general', 1)).toBeUndefined()
})

test('a key that is no seq counts as an unread message', async () => {
  await journal.apply(sampleRoom({ cursor: 2 }), messages(1, 2), 'me')
  const keys = [['general', 'x'], ['general'], ['general', ['x']], 'general'] as unknown as [string, number][]
  for (const key of keys) await db.put('unread', true, key)
  expect(await journal.countOthers('general', 0)).toBe(2)
})

test('a damaged item of the outbox stops the other waiting messages', async () => {
  await journal.queue(item('a'))
  await db.put('outbox', { order: 2, id: 'b' })
  await db.put('outbox', { ...item('c'), order: 3, acknowledged: { logId: 'log-1' } })
  await journal.queue({ ...item('d'), kind: 'claim', about: 3, body: {} })
  await journal.queue(item('e'))
  expect(await waiting()).toEqual(['a', 'd', 'e'])
  const mine = messageAt(1, { id: 'a', author: 'me' })
  expect(await journal.apply(sampleRoom({ cursor: 1 }), [mine], 'me')).toEqual(['a'])
  await journal.reset(sampleRoom())
  expect(await waiting()).toEqual(['e'])
  expect([await journal.deleteItem('b'), await journal.removeRoom('general')]).toEqual([false, []])
  expect(await waiting()).toEqual(['e'])
})

test('a damaged item of the outbox refuses the message that is written again with its id', async () => {
  await db.put('outbox', { order: 1, id: 'a' })
  await journal.queue(item('a'))
  expect(await waiting()).toEqual(['a'])
})

test('one damaged part of the settings takes the others with it', async () => {
  const change = { of: 'room', room: 'ops', settings: { level: null, mutedUntil: 7 }, revision: 3 }
  const stored = {
    person: { level: 'loud' },
    rooms: { ops: { level: 'all', mutedUntil: null }, general: { level: 'loud' } },
    pending: [{ of: 'person', settings: {} }, change],
    clockOffset: 'soon',
  }
  await db.put('settings', stored, 'settings')
  expect(await journal.settings()).toEqual({
    person: defaultPersonSettings,
    rooms: { ops: { level: 'all', mutedUntil: null } },
    pending: [change],
    clockOffset: undefined,
  })
  await db.put('settings', 'x', 'settings')
  expect(await journal.settings()).toBeUndefined()
})

test('damaged numbers, names and drafts are not those that were never stored', async () => {
  for (const key of ['connectedUntil', 'offlineSince', 'pausedUntil', 'current']) {
    await db.put('state', { some: 'thing' }, key)
  }
  await db.put('drafts', 7, 'general')
  await db.put('alerted', 'x', 'log-1')
  const times = [await journal.connectedUntil(), await local.offlineSince(), await local.pausedUntil()]
  expect([...times, await local.current()]).toEqual([undefined, undefined, undefined, undefined])
  expect([await local.draft('general'), await local.alertedUpTo('log-1')]).toEqual(['', 0])
  await local.admitAlerts('log-1', 3, (before) => ({ before }))
  expect([await local.alertedUpTo('log-1'), await local.alerts()]).toEqual([3, { before: 0 }])
})

test('one damaged row of an old database keeps it from being opened', async () => {
  const name = randomUUID()
  const old = await openDB(name, 3, {
    upgrade(db) {
      for (const store of ['state', 'drafts', 'alerted', 'settings']) db.createObjectStore(store)
      db.createObjectStore('rooms', { keyPath: 'id' })
      db.createObjectStore('entries').createIndex('target', ['kind', 'body.seq'])
      const outbox = db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true })
      outbox.createIndex('id', 'id', { unique: true })
    },
  })
  await old.put('state', account, 'account')
  await old.put('rooms', { id: 'general' })
  await old.put('rooms', sampleRoom({ id: 'ops', cursor: 3 }))
  await old.put('entries', null, ['ops', 1])
  await old.put('entries', { ...messageAt(2), body: undefined }, ['ops', 2])
  await old.put('entries', messageAt(3), ['ops', 3])
  await old.put('outbox', { order: 1 })
  await old.put('outbox', { id: 'a', room: 'ops', text: 'waits', at: 1, order: 2 })
  await old.put('settings', { pending: 7 }, 'attention')
  old.close()
  const upgraded = createIndexedDbJournal(await openDatabase(name))
  expect(await upgraded.entries('ops', 9, 9)).toEqual([messageAt(3)])
  expect([await upgraded.countOthers('ops', 0), await upgraded.outbox()]).toEqual([
    1,
    [{ ...item('a'), room: 'ops', order: 2, body: { text: 'waits' } }],
  ])
  expect(await upgraded.settings()).toMatchObject({ person: defaultPersonSettings, pending: [] })
})
