import { expect, it } from 'vitest'
import { RANGE_MAX_BYTES } from '../../../protocol/limits.ts'
import type { RangeQuery } from '../../../server/room/store.ts'
import { writes } from '../../../server/writes.ts'
import { commit, createRoom, enter, message, nonsense, outcomesOf } from '../../support/server/test-store.ts'
import type { ContractStore } from './contract-store.ts'

const seqsOf = async (at: ContractStore, query: Partial<RangeQuery> = {}) =>
  (await at.store.reader.range({ room: 'general', limit: 500, ...query }))?.entries.map(({ seq }) => seq)

const writeSome = (at: ContractStore, count: number, text?: string) =>
  commit(at.store, ...Array.from({ length: count }, (_, index) => message(at.ann, `m${index}`, text)))

/** A room's numbers, and which writes add to it. */
export function appendContract(at: ContractStore): void {
  it('numbers the entries of a room 1, 2, 3, … in the order of the batch, whoever writes', async () => {
    const outcomes = await outcomesOf(
      at.store,
      message(at.ann, 'a'),
      message(at.bob, 'b'),
      message(at.ann, 'c'),
    )
    expect(outcomes.map(({ result }) => result)).toMatchObject(
      [3, 4, 5].map((seq) => ({ ok: true, value: { seq } })),
    )
    expect(outcomes.map(({ added }) => added.map(({ entry }) => entry.id))).toEqual([['a'], ['b'], ['c']])
    const range = await at.store.reader.range({ room: 'general', limit: 500 })
    expect(
      range?.entries.map(({ seq, id, kind, author }) => [seq, kind === 'message' ? id : kind, author.name]),
    ).toEqual([
      [1, 'join', 'Ann'],
      [2, 'join', 'Bob'],
      [3, 'a', 'Ann'],
      [4, 'b', 'Bob'],
      [5, 'c', 'Ann'],
    ])
    expect(range?.entries.slice(2)).toEqual(outcomes.map(({ added }) => added[0]?.entry))
  })

  it('numbers each room by itself', async () => {
    await commit(at.store, createRoom('ops'))
    const eve = await enter(at.store, 'Eve', ['general', 'ops'])
    const results = await commit(at.store, message(eve, 'a', 'x', { room: 'ops' }), message(eve, 'a', 'x'))
    expect(results).toMatchObject([{ value: { seq: 2 } }, { value: { seq: 4 } }])
  })

  it('answers a repeat with the first seq, in the same batch and later, and adds nothing', async () => {
    const [first, again] = await commit(at.store, message(at.ann, 'same'), message(at.ann, 'same'))
    expect(again).toEqual(first)
    expect(await commit(at.store, message(at.ann, 'same', 'other text'))).toEqual([first])
    expect(await seqsOf(at)).toEqual([1, 2, 3])
  })

  it('takes the same id from another device as another entry', async () => {
    expect(await commit(at.store, message(at.ann, 'same'), message(at.bob, 'same'))).toMatchObject([
      { value: { seq: 3 } },
      { value: { seq: 4 } },
    ])
  })

  it('stores the rest of a batch when one write is refused', async () => {
    const stranger = { ...at.ann, person: { id: 'nobody', name: 'Nobody' } }
    const results = await commit(at.store, message(at.ann, 'a'), message(stranger, 'b'), message(at.bob, 'c'))
    expect(results).toMatchObject([
      { ok: true },
      { ok: false, error: { code: 'unknown_room' } },
      { value: { seq: 4 } },
    ])
    expect(await seqsOf(at)).toEqual([1, 2, 3, 4])
  })

  it('refuses a write that breaks, alone, and says how it broke', async () => {
    const outcomes = await outcomesOf(at.store, message(at.ann, 'a'), nonsense, message(at.bob, 'c'))
    expect(outcomes).toMatchObject([
      { result: { ok: true, value: { seq: 3 } } },
      {
        result: { ok: false, error: { code: 'unavailable' } },
        added: [],
        defect: expect.stringContaining('nonsense') as string,
      },
      { result: { ok: true, value: { seq: 4 } } },
    ])
  })
}

/** What a range holds. */
export function rangeContract(at: ContractStore): void {
  it('reads after, before and at the end, exclusive and without a hole', async () => {
    await writeSome(at, 8)
    expect(await seqsOf(at, { limit: 3 })).toEqual([8, 9, 10])
    expect(await seqsOf(at, { after: 0, limit: 3 })).toEqual([1, 2, 3])
    expect(await seqsOf(at, { after: 4, limit: 3 })).toEqual([5, 6, 7])
    expect(await seqsOf(at, { after: 10 })).toEqual([])
    expect(await seqsOf(at, { after: 99 })).toEqual([])
    expect(await seqsOf(at, { before: 5, limit: 3 })).toEqual([2, 3, 4])
    expect(await seqsOf(at, { before: 1 })).toEqual([])
    expect(await seqsOf(at, { before: 99, limit: 2 })).toEqual([9, 10])
    expect(await at.store.reader.range({ room: 'nowhere', limit: 1 })).toBeUndefined()
  })

  it('reads at most 500 entries', async () => {
    await writeSome(at, 510)
    const newest = await seqsOf(at, { limit: 9999 })
    expect([newest?.length, newest?.[0], newest?.at(-1)]).toEqual([500, 13, 512])
  })

  it('reads at most 256 KiB, from the end that was asked for', async () => {
    await writeSome(at, 40, '가'.repeat(4000))
    for (const [query, end] of [
      [{}, 42],
      [{ after: 2 }, undefined],
    ] as const) {
      const range = await at.store.reader.range({ room: 'general', limit: 500, ...query })
      const bytes = Buffer.byteLength(JSON.stringify(range?.entries))
      expect(bytes).toBeLessThanOrEqual(RANGE_MAX_BYTES)
      expect(bytes).toBeGreaterThan(RANGE_MAX_BYTES - 13_000)
      if (end === undefined) expect(range?.entries[0]?.seq).toBe(3)
      else expect(range?.entries.at(-1)?.seq).toBe(end)
    }
  })
}

/** Read marks and memberships. */
export function membershipContract(at: ContractStore): void {
  it('counts as unread what others wrote after the mark, and moves the mark forward only', async () => {
    const seen = (seq: number) =>
      writes.request('seen', { room: 'general', person: at.ann.person.id, device: at.ann.device, seq })
    const unread = async () =>
      (await at.store.reader.roomsOf(at.ann.person.id)).map((room) => [room.unread, room.seen])
    expect(await unread()).toEqual([[0, 1]])
    await commit(at.store, message(at.bob, 'a'), message(at.ann, 'b'), message(at.bob, 'c'))
    expect(await unread()).toEqual([[2, 1]])
    expect(await commit(at.store, seen(3), seen(2), seen(99))).toMatchObject([
      { value: { seq: 3 } },
      { value: { seq: 3 } },
      { value: { seq: 5 } },
    ])
    expect(await unread()).toEqual([[0, 5]])
    expect(await at.store.reader.headsOf(at.ann.person.id)).toMatchObject({ general: { seq: 5, seen: 5 } })
  })

  it('ends a membership: says so in the log, then refuses and forgets', async () => {
    const remove = writes.request('remove-member', { room: 'general', person: { called: 'bob' } })
    const [outcome] = await outcomesOf(at.store, remove)
    expect(outcome).toMatchObject({
      added: [{ entry: { seq: 3, kind: 'leave', author: at.bob.person, body: {} } }],
      changes: [{ type: 'left', room: 'general', person: at.bob.person.id }],
    })
    expect(await at.store.reader.isMember('general', at.bob.person.id)).toBe(false)
    expect(await at.store.reader.headsOf(at.bob.person.id)).toEqual({})
    expect(await commit(at.store, message(at.bob, 'a'))).toMatchObject([{ error: { code: 'unknown_room' } }])
    expect(await outcomesOf(at.store, remove)).toMatchObject([
      { result: { value: { changed: false } }, added: [] },
    ])
  })
}

/** What a store holds when it was closed and opened again. */
export function durabilityContract(at: ContractStore): void {
  it('finds everything again after it was closed, the ids of repeats included', async () => {
    const [first] = await commit(at.store, message(at.ann, 'kept'))
    const before = await at.store.reader.range({ room: 'general', limit: 500 })
    await at.reopen()
    expect(await at.store.reader.range({ room: 'general', limit: 500 })).toEqual(before)
    expect(await commit(at.store, message(at.ann, 'kept'), message(at.ann, 'next'))).toMatchObject([
      first,
      { value: { seq: 4 } },
    ])
  })
}
