import { describe, expect, test } from 'vitest'
import type { Journal, OutboxItem } from '../../../../extension/background/channel/journal.ts'
import { defaultPersonSettings } from '../../../../protocol/notification-settings.ts'
import type { Entry, Priority } from '../../../../protocol/entry.ts'
import { messageAt, messages, sampleRoom } from '../../../support/channel/sample.ts'

const item = (id: string, room = 'general'): Omit<OutboxItem, 'order'> => ({
  id,
  room,
  kind: 'message',
  about: undefined,
  body: { text: `text of ${id}` },
  at: 1_790_000_000_000,
  acknowledged: undefined,
  refused: undefined,
})
const ids = async (journal: Journal): Promise<string[]> => (await journal.outbox()).map(({ id }) => id)

/** What becomes of a queued reply, for every journal. */
export function replyContract(name: string, open: () => Promise<Journal>): void {
  test.each(['reset', 'removeRoom'] as const)(
    `SPEC 4.3 ${name} a reply stays as a message that is none, with its refusal: %s`,
    async (leave) => {
      const journal = await open()
      const refused = { code: 'malformed' as const, message: 'No.' }
      await journal.saveRoom(sampleRoom())
      await journal.queue({ ...item('a'), about: 3 })
      await journal.saveItem({ ...(await journal.queue({ ...item('b'), about: 3 })), refused })
      await (leave === 'reset' ? journal.reset(sampleRoom()) : journal.removeRoom('general'))
      expect(await journal.outbox()).toMatchObject([
        { id: 'a', about: undefined, body: { text: 'text of a' }, refused: undefined },
        { id: 'b', about: undefined, body: { text: 'text of b' }, refused },
      ])
    },
  )
}

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
    test('opens at any seq that a server may name', async () => {
      const journal = await open()
      await journal.saveRoom(sampleRoom())
      const last = Number.MAX_SAFE_INTEGER
      await journal.open(sampleRoom({ low: last, cursor: last }), [messageAt(last)], 'me')
      expect(await journal.entries('general', Infinity, 100)).toEqual([messageAt(last)])
    })
    test('counts what others wrote after a seq', async () => {
      const journal = await open()
      const joined = { ...messageAt(4), kind: 'join', body: {} }
      await journal.apply(
        sampleRoom({ cursor: 4 }),
        [...messages(1, 2), messageAt(3, { author: 'me' }), joined],
        'me',
      )
      expect(await journal.countOthers('general', 0)).toBe(2)
      expect(await journal.countOthers('general', 1)).toBe(1)
      expect(await journal.countOthers('general', 2)).toBe(0)
    })
    test('counts up to a seq, and nothing in another room', async () => {
      const journal = await open()
      await journal.apply(sampleRoom({ cursor: 9 }), messages(1, 9), 'me')
      await journal.apply(sampleRoom({ id: 'general-2', cursor: 3 }), messages(1, 3), 'me')
      const counts = [[2, 5] as const, [5, 5] as const, [7, 100] as const]
      expect(
        await Promise.all(counts.map(([after, to]) => journal.countOthers('general', after, to))),
      ).toEqual([3, 0, 2])
    })
    test('SPEC 4.8 what is before the new low goes, and is counted no more', async () => {
      const journal = await open()
      await journal.apply(sampleRoom({ cursor: 9 }), messages(1, 9), 'me')
      await journal.apply(sampleRoom({ id: 'general-2', cursor: 3 }), messages(1, 3), 'me')
      await journal.apply(sampleRoom({ low: 4, cursor: 10 }), messages(10, 10), 'me')
      expect(await journal.entries('general', 100, 100)).toEqual(messages(4, 10))
      expect(await journal.countOthers('general', 0)).toBe(7)
      expect(await journal.entries('general-2', 100, 100)).toEqual(messages(1, 3))
    })
    test('SPEC 4.8 what is opened takes the place of all that was kept', async () => {
      const journal = await open()
      await journal.apply(sampleRoom({ cursor: 9 }), messages(1, 9), 'me')
      const queued = await journal.queue(item('a'))
      await journal.saveItem({ ...queued, acknowledged: { logId: 'log-1', seq: 50 } })
      const room = sampleRoom({ low: 98, cursor: 99 })
      expect(await journal.open(room, messages(98, 99), 'me')).toEqual(['a'])
      expect(await journal.rooms()).toEqual([room])
      expect(await journal.entries('general', 1000, 1000)).toEqual(messages(98, 99))
      expect(await journal.countOthers('general', 0)).toBe(2)
    })
    test('SPEC 7.2 a message of priority 1 is not counted', async () => {
      const journal = await open()
      const withPriority = (seq: number, priority: Priority) => ({ ...messageAt(seq), priority })
      const kept = [withPriority(1, 1), withPriority(2, 2), withPriority(3, 3), messageAt(4)]
      await journal.apply(sampleRoom({ cursor: 4 }), kept, 'me')
      expect(await journal.countOthers('general', 0)).toBe(3)
    })
    test('an entry, and what is about it in its room', async () => {
      const journal = await open()
      const about = (seq: number, of: number): Entry => ({ ...messageAt(seq), kind: 'later', about: of })
      const kept = [...messages(1, 3), about(4, 3), about(5, 2), about(6, 2), about(7, 99)]
      await journal.apply(sampleRoom({ cursor: 7 }), kept, 'me')
      await journal.apply(sampleRoom({ id: 'ops', cursor: 3 }), [...messages(1, 2), about(3, 2)], 'me')
      expect(await journal.entry('general', 2)).toEqual(messageAt(2))
      expect([await journal.entry('general', 8), await journal.entry('nowhere', 1)]).toEqual([
        undefined,
        undefined,
      ])
      expect(await journal.about('general', 2)).toEqual([about(5, 2), about(6, 2)])
      expect(await journal.about('general', 3)).toEqual([about(4, 3)])
      expect(await journal.about('general', 1)).toEqual([])
      expect(await journal.about('ops', 2)).toEqual([about(3, 2)])
      expect(await journal.entries('general', 100, 100)).toEqual(kept)
      await journal.removeRoom('general')
      expect([await journal.about('general', 2), await journal.about('ops', 2)]).toEqual([[], [about(3, 2)]])
    })
    test('SPEC 4.3 what waits to be about an entry of the room goes with its log, and with the room', async () => {
      const journal = await open()
      const claim = (id: string) => ({ ...item(id), kind: 'claim' as const, about: 3, body: {} })
      await journal.saveRoom(sampleRoom())
      await journal.queue(item('a'))
      await journal.queue(claim('b'))
      await journal.queue({ ...claim('c'), room: 'ops' })
      await journal.reset(sampleRoom())
      expect(await ids(journal)).toEqual(['a', 'c'])
      await journal.queue(claim('d'))
      expect(await journal.removeRoom('general')).toEqual(['d'])
      expect(await ids(journal)).toEqual(['a', 'c'])
    })
    test('notification settings and the last connection are kept as they were saved last', async () => {
      const journal = await open()
      expect([await journal.settings(), await journal.connectedUntil()]).toEqual([undefined, undefined])
      const first = { person: defaultPersonSettings, rooms: {}, pending: [], clockOffset: undefined }
      const pending = [{ of: 'room' as const, room: 'ops', settings: { level: null, mutedUntil: 7 } }]
      await journal.saveSettings(first)
      await journal.saveSettings({ ...first, pending, clockOffset: -3 })
      await journal.saveConnectedUntil(9)
      await journal.saveConnectedUntil(8)
      expect(await journal.settings()).toEqual({ ...first, pending, clockOffset: -3 })
      expect(await journal.connectedUntil()).toBe(8)
    })
    test('only what is refused or held back can be taken out, and only once', async () => {
      const journal = await open()
      const held = await journal.queue({ ...item('held'), notBefore: 1_790_000_001_500 })
      const sent = await journal.queue(item('sent'))
      const refused = await journal.queue(item('refused'))
      const stored = await journal.queue(item('stored'))
      await journal.saveItem({ ...refused, refused: { code: 'malformed', message: 'No.' } })
      await journal.saveItem({ ...stored, acknowledged: { logId: 'log-1', seq: 4 } })
      const answers = []
      for (const id of ['held', 'sent', 'refused', 'stored', 'nothing', 'held']) {
        answers.push(await journal.deleteItem(id))
      }
      expect(answers).toEqual([true, false, true, false, false, false])
      expect(await ids(journal)).toEqual(['sent', 'stored'])
      expect(await journal.saveItem({ ...held, notBefore: undefined })).toBe('left')
      await journal.saveItem({ ...sent, notBefore: undefined })
      expect(await ids(journal)).toEqual(['sent', 'stored'])
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
      expect(await journal.countOthers('general', 0)).toBe(0)
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
