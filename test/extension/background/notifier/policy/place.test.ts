import { expect, it } from 'vitest'
import { placeOf } from '../../../../../extension/background/notifier/policy/place.ts'

it.each([
  [true, true, 'page'],
  [true, false, 'page'],
  [false, true, 'system'],
  [false, false, 'nowhere'],
])('page %s, system %s: %s', (page, system, place) => expect(placeOf({ page, system })).toBe(place))
