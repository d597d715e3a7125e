import { expect, it } from 'vitest'
import { timeline } from '../../../protocol/timeline.ts'
import type { WriteRequest } from '../../../server/room/write.ts'
import { about, commit, message } from '../../support/server/test-store.ts'
import type { ContractStore } from './contract-store.ts'

const refusal = (code: string) => ({ ok: false, error: { code } })
const some = (at: ContractStore, count: number): WriteRequest[] =>
  Array.from({ length: count }, (_, index) => message(at.ann, `m${index}`))

/** Entries about messages. */
export function aboutContract(at: ContractStore): void {
  const bodies = async () =>
    (await at.store.reader.range({ room: 'general', limit: 500 }))?.entries.map(({ body }) => body)

  it('takes what a row of the table allows, and refuses the rest', async () => {
    await commit(at.store, message(at.ann, 'a'), message(at.bob, 'b'))
    const edit = { text: 'better' }
    expect(
      await commit(
        at.store,
        about(at.ann, 'edit', 3, edit),
        about(at.bob, 'edit', 3, edit),
        about(at.bob, 'delete', 3),
        about(at.bob, 'reaction', 3, { emoji: '👍', on: true }),
        about(at.bob, 'pin', 3, { on: true }),
        about(at.bob, 'message', 3, { text: 'a reply' }),
        about(at.bob, 'reaction', 1, { emoji: '👍', on: true }),
        about(at.bob, 'reaction', 99, { emoji: '👍', on: true }),
        about(at.bob, 'message', 5, { text: 'a reply to an edit' }),
      ),
    ).toMatchObject([
      { value: { seq: 5 } },
      refusal('forbidden'),
      refusal('forbidden'),
      { value: { seq: 6 } },
      { value: { seq: 7 } },
      { value: { seq: 8 } },
      refusal('malformed'),
      refusal('malformed'),
      refusal('malformed'),
    ])
  })

  it('blanks what is deleted with its edits, and takes nothing about it afterwards but replies', async () => {
    await commit(at.store, message(at.ann, 'a'), about(at.ann, 'edit', 3, { text: 'better' }))
    const first = about(at.ann, 'delete', 3)
    expect(
      await commit(
        at.store,
        first,
        about(at.ann, 'delete', 3),
        about(at.ann, 'edit', 3, { text: 'again' }),
        about(at.bob, 'reaction', 3, { emoji: '👍', on: true }),
        about(at.bob, 'pin', 3, { on: true }),
        about(at.bob, 'message', 3, { text: 'a reply' }),
      ),
    ).toMatchObject([
      { value: { seq: 5 } },
      { value: { seq: 5 } },
      refusal('deleted'),
      refusal('deleted'),
      refusal('deleted'),
      { value: { seq: 6 } },
    ])
    expect(await bodies()).toEqual([{}, {}, {}, {}, {}, { text: 'a reply' }])
  })

  it('takes at most 100 edits of a message', async () => {
    await commit(at.store, message(at.ann, 'a'))
    const edits = Array.from({ length: 101 }, (_, index) => about(at.ann, 'edit', 3, { text: `${index}` }))
    const results = await commit(at.store, ...edits)
    expect(results.slice(0, 100).every((result) => (result as { ok: boolean }).ok)).toBe(true)
    expect(results[100]).toMatchObject(refusal('forbidden'))
  })
}

/** What is read of a room besides its newest entries. */
export function pinsContract(at: ContractStore): void {
  it('lists what is pinned, at most 50, and not what was unpinned or deleted', async () => {
    await commit(at.store, ...some(at, 52))
    const pins = await commit(
      at.store,
      ...Array.from({ length: 51 }, (_, index) => about(at.bob, 'pin', index + 3, { on: true })),
    )
    expect(pins.filter((result) => (result as { ok: boolean }).ok)).toHaveLength(50)
    expect(pins.at(-1)).toMatchObject(refusal('forbidden'))
    const again = await commit(
      at.store,
      about(at.bob, 'pin', 3, { on: true }),
      about(at.ann, 'pin', 3, { on: false }),
      about(at.ann, 'delete', 4),
      about(at.bob, 'pin', 53, { on: true }),
    )
    expect(again).toMatchObject([{ ok: true }, { ok: true }, { ok: true }, { ok: true }])
    const pinned = await at.store.reader.pinned('general')
    expect(pinned?.entries.map(({ seq }) => seq)).toEqual([
      ...Array.from({ length: 48 }, (_, index) => index + 5),
      53,
    ])
    expect(new Set(pinned?.later?.map((entry) => entry.about))).toEqual(
      new Set(pinned?.entries.map(({ seq }) => seq)),
    )
  })

  it('reads around a place, with what is about the entries there and comes later', async () => {
    await commit(at.store, ...some(at, 20))
    await commit(
      at.store,
      about(at.bob, 'reaction', 9, { emoji: '👍', on: true }),
      about(at.bob, 'reaction', 20, { emoji: '👍', on: true }),
      about(at.ann, 'edit', 12, { text: 'better' }),
    )
    const around = async (seq: number, limit: number) => {
      const range = await at.store.reader.range({ room: 'general', around: seq, limit })
      return [range?.entries.map((entry) => entry.seq), range?.later?.map((entry) => entry.about)]
    }
    expect(await around(10, 5)).toEqual([
      [8, 9, 10, 11, 12],
      [9, 12],
    ])
    expect(await around(2, 6)).toEqual([[1, 2, 3, 4, 5], []])
    expect(await around(10, 1)).toEqual([[10], []])
    expect(await around(99, 4)).toEqual([[24, 25], []])
  })
}

/** Pages with what is about their entries, where there is much of it. */
export function longPagesContract(at: ContractStore): void {
  it('says what a message is now, however many entries are about it', async () => {
    await commit(at.store, ...some(at, 1), about(at.bob, 'pin', 3, { on: true }))
    for (let count = 0; count < 3; count += 1)
      await commit(
        at.store,
        ...Array.from({ length: 400 }, (_, index) =>
          index % 2 === 0
            ? about(at.bob, 'reaction', 3, { emoji: '👍', on: true })
            : about(at.bob, 'message', 3, { text: 'a reply' }),
        ),
      )
    await commit(at.store, about(at.ann, 'edit', 3, { text: 'worse' }), about(at.bob, 'claim', 3))
    await commit(at.store, about(at.ann, 'edit', 3, { text: 'better' }))
    const pinned = await at.store.reader.pinned('general')
    const around = await at.store.reader.range({ room: 'general', around: 3, limit: 1 })
    for (const page of [pinned, around]) {
      const { entries = [], later = [] } = page ?? {}
      expect(later.length).toBeLessThanOrEqual(500)
      expect(timeline([...entries, ...later])).toMatchObject([
        { kind: 'message', entry: { body: { text: 'better' } }, state: { claimedBy: { name: 'Bob' } } },
      ])
    }
    expect(around?.later?.filter(({ kind }) => kind === 'reaction').length).toBeGreaterThan(490)
  })

  it('lists what is pinned in pages, where the texts and their last edits are long', async () => {
    const long = { text: 'x'.repeat(20_000) }
    await commit(
      at.store,
      ...Array.from({ length: 50 }, (_, index) => message(at.ann, `m${index}`, long.text)),
    )
    for (let seq = 3; seq <= 52; seq += 1)
      await commit(at.store, about(at.bob, 'pin', seq, { on: true }), about(at.ann, 'edit', seq, long))
    const seqs: number[] = []
    for (let rest = 50, pages = 0; rest > 0; pages += 1) {
      const page = await at.store.reader.pinned('general', seqs.at(-1))
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(2 * 256 * 1024 + 1_000)
      for (const { seq } of page?.entries ?? []) {
        seqs.push(seq)
        expect(page?.later?.filter(({ about, kind }) => about === seq && kind === 'edit')).toHaveLength(1)
      }
      rest = page?.rest ?? 0
      expect(pages).toBeLessThan(50)
    }
    expect(seqs).toEqual(Array.from({ length: 50 }, (_, index) => index + 3))
  })
}
