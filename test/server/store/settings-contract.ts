import { expect, it } from 'vitest'
import { defaultPersonSettings } from '../../../protocol/notification-settings.ts'
import type { Priority } from '../../../protocol/entry.ts'
import { writes } from '../../../server/writes.ts'
import {
  claim,
  commit,
  createRoom,
  enter,
  message,
  outcomesOf,
  setSettings,
} from '../../support/server/test-store.ts'
import type { ContractStore } from './contract-store.ts'

const neverSet = { revision: 0, person: undefined, rooms: {} }

/** What counts as unread. */
export function priorityContract(at: ContractStore): void {
  it('7.2 does not count messages of priority 1, claims and joins as unread', async () => {
    const unread = async () => (await at.store.reader.roomsOf(at.ann.person.id))[0]?.unread
    const withPriority = (id: string, priority: Priority) => message(at.bob, id, 'hello', { priority })
    await commit(at.store, withPriority('a', 1), claim(at.bob, 'b', 3))
    await enter(at.store, 'Eve')
    expect(await unread()).toBe(0)
    await commit(
      at.store,
      withPriority('c', 2),
      withPriority('d', 5),
      withPriority('e', 1),
      message(at.bob, 'f'),
    )
    expect(await unread()).toBe(3)
    const entries = (await at.store.reader.range({ room: 'general', limit: 500 }))?.entries
    expect(entries?.[2]).toMatchObject({ priority: 1, body: { text: 'hello' } })
  })
}

/** One claim a message. */
export function claimContract(at: ContractStore): void {
  const seqs = async () =>
    (await at.store.reader.range({ room: 'general', limit: 500 }))?.entries.map(({ seq }) => seq)

  it('8.4 keeps the first claim of a message and answers every other one with its seq', async () => {
    const outcomes = await outcomesOf(
      at.store,
      message(at.ann, 'a'),
      claim(at.bob, 'mine', 3),
      claim(at.ann, 'late', 3),
      message(at.ann, 'b'),
      claim(at.ann, 'other', 5),
    )
    const [, first, late, , other] = outcomes
    expect(first).toMatchObject({
      result: { ok: true, value: { seq: 4 } },
      added: [{ entry: { seq: 4, kind: 'claim', author: at.bob.person, about: 3, body: {} } }],
    })
    expect(late).toEqual({ result: first?.result, added: [], changes: [] })
    expect(other).toMatchObject({ result: { value: { seq: 6 } } })
    const again = await commit(
      at.store,
      claim(at.ann, 'late', 3),
      claim(at.bob, 'mine', 3),
      claim(at.bob, 'another', 3),
    )
    expect(again).toEqual([first?.result, first?.result, first?.result])
    expect(await seqs()).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('8.4 takes no claim of anything but a message of the room', async () => {
    await commit(at.store, message(at.ann, 'a'), createRoom('ops'))
    const eve = await enter(at.store, 'Eve', ['general', 'ops'])
    await commit(at.store, message(eve, 'b', 'x', { room: 'ops' }), claim(at.bob, 'c', 3))
    // A join, a claim, what is not there yet, and a number that a message has in another room.
    for (const seq of [1, 5, 6, 2, Number.MAX_SAFE_INTEGER]) {
      const [refused] = await commit(at.store, claim(at.bob, `claim-${seq}`, seq))
      expect(refused).toMatchObject({
        ok: false,
        error: { code: 'malformed', message: expect.stringContaining(`entry ${seq} `) as string },
      })
    }
    const stranger = { ...at.bob, person: { id: 'nobody', name: 'Nobody' } }
    expect(await commit(at.store, claim(stranger, 'd', 3))).toMatchObject([
      { error: { code: 'unknown_room' } },
    ])
    expect((await seqs())?.at(-1)).toBe(5)
  })
}

/** Notification settings and their revision. */
export function settingsContract(at: ContractStore): void {
  it('8.6 keeps the last settings of each part, a person by itself, also when it was closed', async () => {
    const settings = { ...defaultPersonSettings, level: 'nothing' as const, keywords: ['배포'] }
    const room = { level: 'all', mutedUntil: 5 } as const
    expect(await at.store.reader.findSettings(at.ann.person.id)).toEqual(neverSet)
    const outcomes = await outcomesOf(
      at.store,
      setSettings(at.ann, { of: 'person', settings: defaultPersonSettings }),
      setSettings(at.ann, { of: 'person', settings }),
      setSettings(at.ann, { of: 'room', room: 'general', settings: { level: null, mutedUntil: null } }),
      setSettings(at.ann, { of: 'room', room: 'general', settings: room }),
    )
    for (const outcome of outcomes) {
      expect(outcome).toEqual({
        result: { ok: true, value: null },
        added: [],
        changes: [{ type: 'settings', person: at.ann.person.id }],
      })
    }
    const expected = { revision: 4, person: settings, rooms: { general: room } }
    expect(await at.store.reader.findSettings(at.ann.person.id)).toEqual(expected)
    expect(await at.store.reader.findSettings(at.bob.person.id)).toEqual(neverSet)
    await at.reopen()
    expect(await at.store.reader.findSettings(at.ann.person.id)).toEqual(expected)
  })

  it('8.6 changes nothing where the part was set after the revision that a change names', async () => {
    const muted = (mutedUntil: number) =>
      ({ of: 'room', room: 'general', settings: { level: null, mutedUntil } }) as const
    const outcomes = await outcomesOf(
      at.store,
      setSettings(at.ann, muted(1), 0),
      setSettings(at.ann, muted(1), 0),
      setSettings(at.ann, muted(2), 1),
      setSettings(at.ann, muted(1), 0),
      // Another part was set at none of these.
      setSettings(at.ann, { of: 'person', settings: defaultPersonSettings }, 0),
    )
    expect(outcomes.map(({ result }) => result)).toEqual(Array(5).fill({ ok: true, value: null }))
    expect(outcomes.map(({ changes }) => changes.length)).toEqual([1, 0, 1, 0, 1])
    expect(await at.store.reader.findSettings(at.ann.person.id)).toEqual({
      revision: 3,
      person: defaultPersonSettings,
      rooms: { general: { level: null, mutedUntil: 2 } },
    })
  })
}

/** Settings for a room are those of a member. */
export function roomSettingsContract(at: ContractStore): void {
  it('8.6 takes no settings for a room from somebody who is no member of it', async () => {
    await commit(at.store, createRoom('ops'))
    const settings = { level: 'all', mutedUntil: null } as const
    for (const room of ['ops', 'nowhere']) {
      const [outcome] = await outcomesOf(at.store, setSettings(at.ann, { of: 'room', room, settings }))
      expect(outcome).toMatchObject({ result: { error: { code: 'unknown_room' } }, changes: [] })
    }
    expect(await at.store.reader.findSettings(at.ann.person.id)).toEqual(neverSet)
  })

  it('8.9 drops the settings for a room that one leaves, and no others', async () => {
    await commit(at.store, createRoom('ops'))
    const eve = await enter(at.store, 'Eve', ['general', 'ops'])
    const muted = { level: null, mutedUntil: 99 }
    const person = { called: 'eve' }
    await commit(
      at.store,
      setSettings(eve, { of: 'person', settings: defaultPersonSettings }),
      setSettings(eve, { of: 'room', room: 'general', settings: muted }),
      setSettings(eve, { of: 'room', room: 'ops', settings: muted }),
      setSettings(at.ann, { of: 'room', room: 'general', settings: muted }),
    )
    const results = await commit(
      at.store,
      writes.request('remove-member', { room: 'general', person }),
      writes.request('add-member', { room: 'general', person }),
    )
    expect(results).toMatchObject([{ value: { changed: true } }, { value: { changed: true } }])
    expect(await at.store.reader.findSettings(eve.person.id)).toEqual({
      // Three changes and the end of a membership.
      revision: 4,
      person: defaultPersonSettings,
      rooms: { ops: muted },
    })
    expect(await at.store.reader.findSettings(at.ann.person.id)).toMatchObject({ rooms: { general: muted } })
  })
}
