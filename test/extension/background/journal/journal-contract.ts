import { describe, expect, test } from 'vitest'
import type { Journal } from '../../../../extension/background/channel/journal.ts'
import { messageAt, messages, sampleRoom } from '../../../support/channel/sample.ts'

const item = (id: string, room = 'general') => ({
  id,
  room,
  text: `text of ${id}`,
  at: 1_790_000_000_000,
  acknowledged: undefined,
  refused: undefined,
})
const ids = async (journal: Journal): Promise<string[]> => (await journal.outbox()).map(({ id }) => id)

/** What the channel relies on, for every journal. `reopen` gives another one over the same storage, if it outlives. */
export function journalContract(name: string, open: () => Promise<Journal>): void {
  describe(name, () => {
    test('a room and its entries are stored together', async () => {
      const journal = await open()
      const room = sampleRoom({ low: 5, cursor: 7 })
      await journal.apply(room, messages(5, 7), 'me')
      expect(await journal.rooms()).toEqual([room])
      expect(await journal.entries('general', 8, 100)).toEqual(messages(5, 7))
    })
    test('entries come newest first in, ascending out, and only of that room', async () => {
      const journal = await open()
      await journal.apply(sampleRoom({ cursor: 9 }), messages(1, 9), 'me')
      await journal.apply(sampleRoom({ id: 'general-2', cursor: 3 }), messages(1, 3), 'me')
      expect(await journal.entries('general', 10, 3)).toEqual(messages(7, 9))
      expect(await journal.entries('general', 7, 3)).toEqual(messages(4, 6))
      expect(await journal.entries('general', 2, 3)).toEqual(messages(1, 1))
      expect(await journal.entries('general', 1, 3)).toEqual([])
      expect(await journal.entries('nowhere', 100, 3)).toEqual([])
    })
    test('counts what others wrote after a seq', async () => {
      const journal = await open()
      const joined = { ...messageAt(4), kind: 'join', body: {} }
      await journal.apply(
        sampleRoom({ cursor: 4 }),
        [...messages(1, 2), messageAt(3, { author: 'me' }), joined],
        'me',
      )
      expect(await journal.countOthers('general', 0, 'me')).toBe(2)
      expect(await journal.countOthers('general', 1, 'me')).toBe(1)
      expect(await journal.countOthers('general', 2, 'me')).toBe(0)
    })
    test('SPEC 3.2 the outbox keeps the order of queueing', async () => {
      const journal = await open()
      const queued = [
        await journal.queue(item('c')),
        await journal.queue(item('a')),
        await journal.queue(item('b')),
      ]
      expect(await journal.outbox()).toEqual(queued)
      expect(await ids(journal)).toEqual(['c', 'a', 'b'])
    })
    test('a repeat of an id is queued once', async () => {
      const journal = await open()
      const first = await journal.queue(item('a'))
      await journal.queue(item('b'))
      expect(await journal.queue(item('a'))).toEqual(first)
      expect(await ids(journal)).toEqual(['a', 'b'])
    })
    test('SPEC 3.4 applying an entry takes its item out of the outbox, and only its', async () => {
      const journal = await open()
      await journal.queue(item('a'))
      await journal.queue(item('b'))
      await journal.queue(item('a-elsewhere', 'other'))
      const mine = messageAt(1, { id: 'a', author: 'me' })
      const others = messageAt(2, { id: 'b', author: 'mina' })
      expect(await journal.apply(sampleRoom({ cursor: 2 }), [mine, others], 'me')).toEqual(['a'])
      expect(await ids(journal)).toEqual(['b', 'a-elsewhere'])
    })
    test('SPEC 3.4 an item goes when the cursor reaches its acknowledged seq in the same log', async () => {
      const journal = await open()
      const queued = await journal.queue(item('a'))
      await journal.saveItem({ ...queued, acknowledged: { logId: 'log-1', seq: 5 } })
      expect(await journal.apply(sampleRoom({ low: 4, cursor: 4 }), messages(4, 4), 'me')).toEqual([])
      expect(await journal.apply(sampleRoom({ logId: 'log-2', cursor: 9 }), messages(9, 9), 'me')).toEqual([])
      expect(await journal.apply(sampleRoom({ low: 4, cursor: 5 }), messages(5, 5), 'me')).toEqual(['a'])
    })
    test('SPEC 3.4 an item goes when it is acknowledged at a seq that is held already', async () => {
      const journal = await open()
      await journal.apply(sampleRoom({ low: 8, cursor: 9 }), messages(8, 9), 'me')
      const [a, b, c] = [
        await journal.queue(item('a')),
        await journal.queue(item('b')),
        await journal.queue(item('c')),
      ]
      expect(await journal.saveItem({ ...a, acknowledged: { logId: 'log-1', seq: 7 } })).toBe('left')
      expect(await journal.saveItem({ ...b, acknowledged: { logId: 'log-1', seq: 10 } })).toBe('waits')
      expect(await journal.saveItem({ ...c, acknowledged: { logId: 'log-2', seq: 7 } })).toBe('waits')
      expect(await ids(journal)).toEqual(['b', 'c'])
    })
    test('an item that has left is not put back', async () => {
      const journal = await open()
      const queued = await journal.queue(item('a'))
      await journal.saveItem({ ...queued, refused: { code: 'malformed', message: 'No.' } })
      await journal.deleteItem('a')
      expect(await journal.saveItem({ ...queued, acknowledged: { logId: 'log-1', seq: 1 } })).toBe('left')
      expect(await ids(journal)).toEqual([])
    })
    test('a reset drops the entries and forgets what the old log acknowledged, and nothing else', async () => {
      const journal = await open()
      await journal.apply(sampleRoom({ cursor: 3 }), messages(1, 3), 'me')
      const acknowledged = await journal.queue(item('a'))
      const refused = {
        ...(await journal.queue(item('b'))),
        refused: { code: 'malformed' as const, message: 'No.' },
      }
      await journal.saveItem({ ...acknowledged, acknowledged: { logId: 'log-1', seq: 4 } })
      await journal.saveItem(refused)
      const room = sampleRoom({ logId: undefined, cursor: 0, reloaded: true })
      await journal.reset(room)
      expect(await journal.rooms()).toEqual([room])
      expect(await journal.entries('general', 100, 100)).toEqual([])
      expect(await journal.outbox()).toEqual([acknowledged, refused])
    })
    test('a room that is removed goes with its entries and what its log has; what waits in its outbox stays', async () => {
      const journal = await open()
      await journal.apply(sampleRoom({ cursor: 3 }), messages(1, 3), 'me')
      await journal.queue(item('a'))
      const stored = await journal.queue(item('b'))
      await journal.saveItem({ ...stored, acknowledged: { logId: 'log-1', seq: 4 } })
      expect(await journal.removeRoom('general')).toEqual(['b'])
      expect(await journal.rooms()).toEqual([])
      expect(await journal.entries('general', 100, 100)).toEqual([])
      expect(await ids(journal)).toEqual(['a'])
    })
  })
}
