import { expect, it } from 'vitest'
import {
  countsOnBadge,
  resolveLevel,
} from '../../../../../extension/background/notifier/policy/resolve-level.ts'
import { levels } from '../../../../../protocol/notification-settings.ts'

it.each([
  [null, 'small', 5, 'all'],
  [null, 'small', 6, 'mentions'],
  [null, 'all', 6, 'all'],
  [null, 'mentions', 2, 'mentions'],
  [null, 'nothing', 2, 'nothing'],
  ['small', 'nothing', 5, 'all'],
  ['small', 'all', 6, 'mentions'],
  ['nothing', 'all', 2, 'nothing'],
  ['all', 'nothing', 600, 'all'],
  ['mentions', 'small', 1, 'mentions'],
] as const)('room %s, person %s, %i members: %s', (room, person, members, level) =>
  expect(resolveLevel({ room, person, members })).toBe(level),
)

it('a room counts on the badge unless nothing of it is wanted', () => {
  for (const person of levels)
    for (const room of [null, ...levels])
      for (const members of [2, 50])
        expect(countsOnBadge({ room, person, members })).toBe((room ?? person) !== 'nothing')
})
