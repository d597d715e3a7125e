import { openDB } from 'idb'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { OutboxItem } from '../../../../extension/background/channel/journal.ts'
import { createIndexedDbJournal } from '../../../../extension/background/journal/indexed-db-journal.ts'
import { createLocalState } from '../../../../extension/background/journal/local-state.ts'
import { openDatabase } from '../../../../extension/background/journal/open-database.ts'
import { defaultPersonSettings } from '../../../../protocol/notification-settings.ts'
import { messageAt, messages, sampleRoom } from '../../../support/channel/sample.ts'

const account = { server: 'http://127.0.0.1:8787', token: 'token', me: { id: 'me', name: 'Me' } }
/** What waited until version 6: a message, by its text. */
const item = { id: 'a', room: 'general', text: 'waits', at: 1, acknowledged: undefined, refused: undefined }

const queued: Omit<OutboxItem, 'order'> = {
  id: 'a',
  room: 'general',
  kind: 'message',
  about: undefined,
  body: { text: 'waits' },
  at: 1,
  acknowledged: undefined,
  refused: undefined,
}
const waits: OutboxItem = { order: 1, ...queued }

test('a database of version 1 is upgraded with all that is in it', async () => {
  const name = randomUUID()
  // As it was made then; not by today's code.
  const old = await openDB(name, 1, {
    upgrade(db) {
      db.createObjectStore('state')
      db.createObjectStore('rooms', { keyPath: 'id' })
      db.createObjectStore('entries')
      const outbox = db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true })
      outbox.createIndex('id', 'id', { unique: true })
      db.createObjectStore('drafts')
      db.createObjectStore('alerted')
    },
  })
  // What an entry is about, and its priority, were in its body then.
  const kept = [
    ...messages(1, 2),
    { ...messageAt(3), kind: 'claim', body: { seq: 2 } },
    { ...messageAt(4), body: { text: 'urgent', priority: 5 } },
    { ...messageAt(5), body: { text: 'log only', priority: 1 } },
    { ...messageAt(6), body: { text: 'odd', priority: 'high' } },
    { ...messageAt(7), kind: 'claim', body: { seq: 'odd' } },
  ]
  await old.put('state', account, 'account')
  await old.put('rooms', sampleRoom({ cursor: 7 }))
  for (const entry of kept) await old.put('entries', entry, ['general', entry.seq])
  await old.put('entries', { ...messageAt(3), kind: 'claim', body: { seq: 2 } }, ['ops', 3])
  await old.add('outbox', item)
  await old.put('drafts', 'half', 'general')
  await old.put('alerted', 2, 'log-1')
  old.close()

  const db = await openDatabase(name)
  const [local, journal] = [createLocalState(db), createIndexedDbJournal(db)]
  expect(db.version).toBe(7)
  expect(await journal.countOthers('general', 0)).toBe(4)
  expect([
    await db.get('state', 'account'),
    await local.draft('general'),
    await local.alertedUpTo('log-1'),
  ]).toEqual([account, 'half', 2])
  expect(await journal.rooms()).toEqual([sampleRoom({ cursor: 7 })])
  expect(await journal.entries('general', 100, 100)).toEqual([
    ...messages(1, 2),
    { ...messageAt(3), kind: 'claim', about: 2, body: {} },
    { ...messageAt(4), priority: 5, body: { text: 'urgent' } },
    { ...messageAt(5), priority: 1, body: { text: 'log only' } },
    { ...messageAt(6), body: { text: 'odd' } },
    kept[6],
  ])
  expect((await journal.about('general', 2)).map(({ seq }) => seq)).toEqual([3])
  expect(await journal.outbox()).toEqual([waits])
  expect((await journal.queue({ ...queued, id: 'b' })).order).toBe(2)
})

test('a database of version 4 keeps its entries, its counts and what waits, and finds its claims', async () => {
  const name = randomUUID()
  const old = await openDB(name, 4, {
    upgrade(db) {
      for (const store of ['state', 'drafts', 'alerted', 'settings', 'unread']) db.createObjectStore(store)
      db.createObjectStore('rooms', { keyPath: 'id' })
      db.createObjectStore('entries').createIndex('target', ['kind', 'body.seq'])
      const outbox = db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true })
      outbox.createIndex('id', 'id', { unique: true })
    },
  })
  // More than are read at once.
  for (const entry of messages(1, 250)) await old.put('entries', entry, ['general', entry.seq])
  await old.put('entries', { ...messageAt(249), body: { text: 'x', priority: 4 } }, ['general', 249])
  await old.put('entries', { ...messageAt(250), kind: 'claim', body: { seq: 249 } }, ['general', 250])
  await old.put('rooms', sampleRoom({ cursor: 250 }))
  await old.put('unread', true, ['general', 249])
  await old.put('drafts', 'half', 'general')
  await old.add('outbox', item)
  old.close()

  const db = await openDatabase(name)
  const journal = createIndexedDbJournal(db)
  expect(await journal.entries('general', 1000, 1000)).toEqual([
    ...messages(1, 248),
    { ...messageAt(249), priority: 4, body: { text: 'x' } },
    { ...messageAt(250), kind: 'claim', about: 249, body: {} },
  ])
  expect(await journal.about('general', 249)).toMatchObject([{ seq: 250 }])
  expect(await journal.countOthers('general', 0)).toBe(1)
  expect([await db.get('drafts', 'general'), await journal.outbox()]).toEqual(['half', [waits]])
})

test('a database of version 5 keeps what waits, refused and held back, in its order, and unsent settings', async () => {
  const name = randomUUID()
  const old = await openDB(name, 5, {
    upgrade(db) {
      for (const store of ['state', 'drafts', 'alerted', 'settings', 'unread']) db.createObjectStore(store)
      db.createObjectStore('rooms', { keyPath: 'id' })
      db.createObjectStore('entries').createIndex('about', ['room', 'about'])
      const outbox = db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true })
      outbox.createIndex('id', 'id', { unique: true })
    },
  })
  const refused = { code: 'forbidden', message: 'no' } as const
  await old.add('outbox', { ...item, refused })
  await old.add('outbox', { ...item, id: 'b', notBefore: 9 })
  await old.put('drafts', 'half', 'general')
  const saved = { person: defaultPersonSettings, rooms: {}, clockOffset: 5 }
  const muted = { level: null, mutedUntil: 9 }
  const change = { of: 'room', room: 'general', revision: 3 }
  await old.put('settings', { ...saved, pending: [{ ...change, attention: muted }] }, 'attention')
  old.close()
  const db = await openDatabase(name)
  const journal = createIndexedDbJournal(db)
  expect(await journal.settings()).toEqual({ ...saved, pending: [{ ...change, settings: muted }] })
  expect(await db.getAllKeys('settings')).toEqual(['settings'])
  expect(await journal.outbox()).toEqual([
    { ...waits, refused },
    { ...waits, order: 2, id: 'b', notBefore: 9 },
  ])
  expect(await db.get('drafts', 'general')).toBe('half')
  expect(await journal.deleteItem('a')).toBe(true)
})
