import { describe, expect, it } from 'vitest'
import { defaultPersonSettings as settings } from '../../../protocol/notification-settings.ts'
import { badgeColors, badgeOf, createBadge } from '../../../extension/background/badge.ts'
import type { Connection, RoomSummary } from '../../../extension/shared/view.ts'

const account = { server: 'http://127.0.0.1:8787', me: { id: 'me', name: 'Me' } }
const rooms = (...unread: number[]): RoomSummary[] =>
  unread.map((count, index) => ({
    id: `room-${index}`,
    name: 'Room',
    unread: count,
    members: 2,
    level: null,
    mutedUntil: null,
  }))

const offline: Connection = { state: 'offline', since: 1, why: 'no-answer' }

describe('badgeOf', () => {
  it.each<[Connection, number, string, string]>([
    [{ state: 'connected' }, 0, '', badgeColors.fresh],
    [{ state: 'connected' }, 7, '7', badgeColors.fresh],
    [{ state: 'connecting' }, 0, '', badgeColors.stale],
    [{ state: 'connecting' }, 7, '7', badgeColors.stale],
    [offline, 0, '–', badgeColors.stale],
    [offline, 7, '7', badgeColors.stale],
    [{ state: 'signed-out' }, 0, '!', badgeColors.broken],
    [{ state: 'signed-out' }, 7, '!', badgeColors.broken],
    [{ state: 'outdated' }, 0, '!', badgeColors.broken],
    [{ state: 'outdated' }, 7, '!', badgeColors.broken],
  ])('%o with %i unread', (connection, unread, text, color) => {
    expect(badgeOf({ account, connection, settings, rooms: rooms(unread) })).toEqual({
      text,
      color,
      status: connection.state,
      unread,
    })
  })

  it('adds up the rooms, and shows more than 99 as "99+"', () => {
    const text = (...unread: number[]): string =>
      badgeOf({ account, connection: { state: 'connected' }, settings, rooms: rooms(...unread) }).text
    expect([text(1, 2), text(50, 49), text(50, 50), text(5000)]).toEqual(['3', '99', '99+', '99+'])
  })

  it('leaves out rooms of which the person wants nothing', () => {
    const [one, two] = rooms(3, 4)
    const connection = { state: 'connected' } as const
    const text = (level: 'nothing' | 'all' | 'small', other: 'nothing' | 'all' | null): string =>
      badgeOf({
        account,
        connection,
        settings: { ...settings, level },
        rooms: [one, two && { ...two, level: other }].filter((room) => room !== undefined),
      }).text
    expect([text('small', 'nothing'), text('nothing', 'all'), text('all', null)]).toEqual(['3', '4', '7'])
  })

  it('is empty while nobody has joined, whatever the connection', () => {
    for (const connection of [{ state: 'connecting' } as const, offline]) {
      const view = badgeOf({ account: undefined, connection, settings, rooms: [] })
      expect(view).toMatchObject({ text: '', status: 'not-joined', unread: 0 })
    }
  })
})

it('the badge is set when it changes, and only then', () => {
  const set: string[] = []
  const update = createBadge(({ text }) => void set.push(text))
  for (const unread of [[1], [1], [1, 1]])
    update({ account, connection: { state: 'connected' }, settings, rooms: rooms(...unread) })
  expect(set).toEqual(['1', '2'])
})
