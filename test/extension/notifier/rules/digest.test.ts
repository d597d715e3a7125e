import { expect, it } from 'vitest'
import { digestOf } from '../../../../extension/background/notifier/rules/digest.ts'

it.each([
  [[], { count: 0, rooms: 0, mentions: 0 }],
  [[{ room: 'a', calls: false }], { count: 1, rooms: 1, mentions: 0 }],
  [
    [
      { room: 'a', calls: true },
      { room: 'b', calls: false },
      { room: 'a', calls: true },
    ],
    { count: 3, rooms: 2, mentions: 2 },
  ],
])('%j', (alerts, digest) => expect(digestOf(alerts)).toEqual(digest))
