import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { OutboxItem } from '../../../../extension/background/channel/journal.ts'
import { createIndexedDbJournal } from '../../../../extension/background/journal/indexed-db-journal.ts'
import { createLocalState } from '../../../../extension/background/journal/local-state.ts'
import { openDatabase } from '../../../../extension/background/journal/open-database.ts'
import { createMemoryJournal } from '../../../support/channel/memory-journal.ts'
import { messageAt, messages, sampleRoom } from '../../../support/channel/sample.ts'
import { deletionContract } from './deletion-contract.ts'
import { journalContract, replyContract } from './journal-contract.ts'

for (const contract of [journalContract, replyContract, deletionContract]) {
  contract('in IndexedDB', async () => createIndexedDbJournal(await openDatabase(randomUUID())))
  contract('in memory', async () => createMemoryJournal())
}

const item: Omit<OutboxItem, 'order'> = {
  id: 'a',
  room: 'general',
  kind: 'message',
  about: undefined,
  body: { text: 'whole' },
  at: 1,
  acknowledged: undefined,
  refused: undefined,
}

test('queueing what is no message leaves the draft of its room', async () => {
  const db = await openDatabase(randomUUID())
  await createLocalState(db).saveDraft('general', 'half')
  await createIndexedDbJournal(db).queue({ ...item, kind: 'claim', about: 3, body: {} })
  expect(await createLocalState(db).draft('general')).toBe('half')
})

test('queueing a message empties the draft of its room alone', async () => {
  const db = await openDatabase(randomUUID())
  const local = createLocalState(db)
  await local.saveDraft('general', 'whole')
  await local.saveDraft('ops', 'whole')
  await createIndexedDbJournal(db).queue(item)
  expect([await local.draft('general'), await local.draft('ops')]).toEqual(['', 'whole'])
})

test('queueing a message leaves the draft that another window typed', async () => {
  const db = await openDatabase(randomUUID())
  const local = createLocalState(db)
  await local.saveDraft('general', 'a longer thought')
  await createIndexedDbJournal(db).queue(item)
  expect(await local.draft('general')).toBe('a longer thought')
})

test('what the outbox promises has reached the disk', async () => {
  const db = await openDatabase(randomUUID())
  const durabilities: (string | undefined)[] = []
  const transaction = db.transaction.bind(db) as (...args: unknown[]) => unknown
  const watched = Object.assign(Object.create(db) as typeof db, {
    transaction: (...args: [unknown, unknown, IDBTransactionOptions?]) => {
      durabilities.push(args[2]?.durability)
      return transaction(...args)
    },
  })
  const journal = createIndexedDbJournal(watched)
  const queued = await journal.queue(item)
  await journal.saveItem({ ...queued, acknowledged: { logId: 'log-1', seq: 1 } })
  expect(durabilities).toEqual(['strict', 'strict'])
})

test('a repeat of a message leaves the draft that was typed since', async () => {
  const db = await openDatabase(randomUUID())
  const local = createLocalState(db)
  const journal = createIndexedDbJournal(db)
  await journal.queue(item)
  await local.saveDraft('general', 'next')
  await journal.queue(item)
  expect(await local.draft('general')).toBe('next')
})

test.each([
  ['that is its text', 'text 1', ''],
  ['with words of its own', 'text 1?', 'text 1?'],
])('SPEC 2.11 a draft %s, after a message was deleted: "%s" becomes "%s"', async (_, draft, kept) => {
  const db = await openDatabase(randomUUID())
  const [local, journal] = [createLocalState(db), createIndexedDbJournal(db)]
  await journal.apply(sampleRoom({ cursor: 1 }), messages(1, 1), 'me')
  await local.saveDraft('general', draft)
  await local.saveDraft('ops', draft)
  await journal.apply(
    sampleRoom({ cursor: 2 }),
    [{ ...messageAt(2), kind: 'delete', about: 1, body: {} }],
    'me',
  )
  expect([await local.draft('general'), await local.draft('ops')]).toEqual([kept, draft])
})

test('what was stored is there when it is opened again', async () => {
  const name = randomUUID()
  const first = await openDatabase(name)
  await createLocalState(first).saveDraft('general', 'half')
  await createIndexedDbJournal(first).apply(sampleRoom({ cursor: 2 }), messages(1, 2), 'me')
  first.close()

  const second = await openDatabase(name)
  expect(await createLocalState(second).draft('general')).toBe('half')
  expect(await createIndexedDbJournal(second).entries('general', 100, 100)).toHaveLength(2)
})

test('two workers at the same moment admit an entry twice, or the mark goes back', async () => {
  const local = createLocalState(await openDatabase(randomUUID()))
  const found: number[] = []
  const admit = (upTo: number): Promise<void> =>
    local.admitAlerts('log-1', upTo, (alertedUpTo) => {
      found.push(alertedUpTo)
      return { admitted: upTo }
    })
  await Promise.all([admit(7), admit(7)])
  await admit(3)
  expect(found).toEqual([0, 7, 7])
  expect([await local.alertedUpTo('log-1'), await local.alertedUpTo('log-2')]).toEqual([7, 0])
  expect(await local.alerts()).toEqual({ admitted: 3 })
})

test('a failed admission stores the alerts without the mark, or the mark without the alerts', async () => {
  const local = createLocalState(await openDatabase(randomUUID()))
  const failed = local.admitAlerts('log-1', 7, () => {
    throw new Error('no state')
  })
  await expect(failed).rejects.toThrow('no state')
  const unclonable = local.admitAlerts('log-1', 7, () => () => undefined)
  await expect(unclonable).rejects.toThrow()
  expect([await local.alertedUpTo('log-1'), await local.alerts()]).toEqual([0, undefined])
})
