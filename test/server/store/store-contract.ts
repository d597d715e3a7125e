import { afterEach, beforeEach, expect, it } from 'vitest'
import { RANGE_MAX_BYTES } from '../../../protocol/limits.ts'
import type { Token } from '../../../server/people/people-store.ts'
import type { RangeQuery } from '../../../server/room/store.ts'
import type { Store } from '../../../server/store/sqlite/open-store.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { commit, createRoom, enter, message } from '../../support/server/test-store.ts'
import { settingsContract } from './settings-contract.ts'

/** What every store must do. Each test gets a new folder; `general` with Ann (1) and Bob (2) is there. */
export function storeContract(open: (folder: string) => Promise<Store>): void {
  let folder: ReturnType<typeof tempFolder>
  let store: Store
  let ann: Token
  let bob: Token

  beforeEach(async () => {
    folder = tempFolder()
    store = await open(folder.path)
    await commit(store, createRoom('general'))
    ann = await enter(store, 'Ann')
    bob = await enter(store, 'Bob')
  })
  afterEach(async () => {
    await store.close()
    folder.remove()
  })

  const seqs = async (query: Partial<RangeQuery>) =>
    (await store.reader.range({ room: 'general', limit: 500, ...query }))?.entries.map(({ seq }) => seq)
  const writeSome = (count: number, text?: string) =>
    commit(store, ...Array.from({ length: count }, (_, index) => message(ann, `m${index}`, text)))

  it('numbers the entries of a room 1, 2, 3, … in the order of the batch, whoever writes', async () => {
    const outcomes = await store.committer.commit([message(ann, 'a'), message(bob, 'b'), message(ann, 'c')])
    expect(outcomes.map(({ result }) => result)).toMatchObject(
      [3, 4, 5].map((seq) => ({ ok: true, value: { seq } })),
    )
    expect(outcomes.map(({ added }) => added.map(({ entry }) => entry.id))).toEqual([['a'], ['b'], ['c']])
    const range = await store.reader.range({ room: 'general', limit: 500 })
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
    await commit(store, createRoom('ops'))
    const eve = await enter(store, 'Eve', ['general', 'ops'])
    const results = await commit(store, message(eve, 'a', 'x', 'ops'), message(eve, 'a', 'x', 'general'))
    expect(results).toMatchObject([{ value: { seq: 2 } }, { value: { seq: 4 } }])
  })

  it('answers a repeat with the first place, in the same batch and later, and adds nothing', async () => {
    const [first, again] = await commit(store, message(ann, 'same'), message(ann, 'same'))
    expect(again).toEqual(first)
    expect(await commit(store, message(ann, 'same', 'other text'))).toEqual([first])
    expect(await seqs({})).toEqual([1, 2, 3])
  })

  it('takes the same id from another device as another entry', async () => {
    expect(await commit(store, message(ann, 'same'), message(bob, 'same'))).toMatchObject([
      { value: { seq: 3 } },
      { value: { seq: 4 } },
    ])
  })

  it('stores the rest of a batch when one write is refused', async () => {
    const stranger = { ...ann, person: { id: 'nobody', name: 'Nobody' } }
    const results = await commit(store, message(ann, 'a'), message(stranger, 'b'), message(bob, 'c'))
    expect(results).toMatchObject([
      { ok: true },
      { ok: false, error: { code: 'unknown_room' } },
      { value: { seq: 4 } },
    ])
    expect(await seqs({})).toEqual([1, 2, 3, 4])
  })

  it('refuses a write that breaks, alone, and says how it broke', async () => {
    const outcomes = await store.committer.commit([
      message(ann, 'a'),
      { name: 'nonsense', input: {} },
      message(bob, 'c'),
    ])
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

  it('reads after, before and at the end, exclusive and without a hole', async () => {
    await writeSome(8)
    expect(await seqs({ limit: 3 })).toEqual([8, 9, 10])
    expect(await seqs({ after: 0, limit: 3 })).toEqual([1, 2, 3])
    expect(await seqs({ after: 4, limit: 3 })).toEqual([5, 6, 7])
    expect(await seqs({ after: 10 })).toEqual([])
    expect(await seqs({ after: 99 })).toEqual([])
    expect(await seqs({ before: 5, limit: 3 })).toEqual([2, 3, 4])
    expect(await seqs({ before: 1 })).toEqual([])
    expect(await seqs({ before: 99, limit: 2 })).toEqual([9, 10])
    expect(await store.reader.range({ room: 'nowhere', limit: 1 })).toBeUndefined()
  })

  it('reads at most 500 entries', async () => {
    await writeSome(510)
    const newest = await seqs({ limit: 9999 })
    expect([newest?.length, newest?.[0], newest?.at(-1)]).toEqual([500, 13, 512])
  })

  it('reads at most 256 KiB, from the end that was asked for', async () => {
    await writeSome(40, '가'.repeat(4000))
    for (const [query, end] of [
      [{}, 42],
      [{ after: 2 }, undefined],
    ] as const) {
      const range = await store.reader.range({ room: 'general', limit: 500, ...query })
      const bytes = Buffer.byteLength(JSON.stringify(range?.entries))
      expect(bytes).toBeLessThanOrEqual(RANGE_MAX_BYTES)
      expect(bytes).toBeGreaterThan(RANGE_MAX_BYTES - 13_000)
      if (end === undefined) expect(range?.entries[0]?.seq).toBe(3)
      else expect(range?.entries.at(-1)?.seq).toBe(end)
    }
  })

  it('counts as unread what others wrote after the mark, and moves the mark forward only', async () => {
    const seen = (seq: number) => ({
      name: 'seen',
      input: { room: 'general', person: ann.person.id, device: ann.device, seq },
    })
    const unread = async () =>
      (await store.reader.roomsOf(ann.person.id)).map((room) => [room.unread, room.seen])
    expect(await unread()).toEqual([[0, 1]])
    await commit(store, message(bob, 'a'), message(ann, 'b'), message(bob, 'c'))
    expect(await unread()).toEqual([[2, 1]])
    expect(await commit(store, seen(3), seen(2), seen(99))).toMatchObject([
      { value: { seq: 3 } },
      { value: { seq: 3 } },
      { value: { seq: 5 } },
    ])
    expect(await unread()).toEqual([[0, 5]])
    expect(await store.reader.headsOf(ann.person.id)).toMatchObject({ general: { seq: 5, seen: 5 } })
  })

  it('ends a membership: says so in the log, then refuses and forgets', async () => {
    const remove = { name: 'remove-member', input: { room: 'general', person: { called: 'bob' } } }
    const [outcome] = await store.committer.commit([remove])
    expect(outcome).toMatchObject({
      added: [{ entry: { seq: 3, kind: 'leave', author: bob.person, body: {} } }],
      changes: [{ type: 'left', room: 'general', person: bob.person.id }],
    })
    expect(await store.reader.isMember('general', bob.person.id)).toBe(false)
    expect(await store.reader.headsOf(bob.person.id)).toEqual({})
    expect(await commit(store, message(bob, 'a'))).toMatchObject([{ error: { code: 'unknown_room' } }])
    expect(await store.committer.commit([remove])).toMatchObject([
      { result: { value: { changed: false } }, added: [] },
    ])
  })

  settingsContract({
    get store() {
      return store
    },
    get ann() {
      return ann
    },
    get bob() {
      return bob
    },
    async reopen() {
      await store.close()
      store = await open(folder.path)
    },
  })

  it('finds everything again after it was closed, the ids of repeats included', async () => {
    const [first] = await commit(store, message(ann, 'kept'))
    const before = await store.reader.range({ room: 'general', limit: 500 })
    await store.close()
    store = await open(folder.path)
    expect(await store.reader.range({ room: 'general', limit: 500 })).toEqual(before)
    expect(await commit(store, message(ann, 'kept'), message(ann, 'next'))).toMatchObject([
      first,
      { value: { seq: 4 } },
    ])
  })

  it('holds its folder against a second one', async () => {
    await expect(open(folder.path)).rejects.toThrow(/is in use by another Backchannel process/)
  })
}
