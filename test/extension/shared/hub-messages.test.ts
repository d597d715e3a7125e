import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { hubMessageSchema, type HubMessage } from '../../../extension/shared/hub-messages.ts'
import { message, queued, roomState, roomView } from '../ui/entries.ts'
import { notJoined, overview, roomSummary } from '../ui/fake-store.ts'

describe('what the background sends to a page', () => {
  // A port carries JSON, without what is undefined.
  const received = (sent: unknown) => v.safeParse(hubMessageSchema, JSON.parse(JSON.stringify(sent)))
  const failure = { code: 'unknown_room', message: 'x' } as const
  const state = roomState({ outbox: [queued('a'), queued('b', { kind: 'pin', about: 1 })], typing: ['Leo'] })
  const refused = roomState({ outbox: [queued('a', { refused: failure })] })
  const rooms = [
    roomSummary('general'),
    roomSummary('old', { left: true }),
    roomSummary('new', { stopped: true }),
  ]

  it.each<HubMessage>([
    { type: 'overview', overview: overview({ rooms }) },
    { type: 'overview', overview: notJoined() },
    {
      type: 'overview',
      overview: overview({ connection: { state: 'offline', since: 1, why: 'no-answer' } }),
    },
    {
      type: 'overview',
      overview: overview({ connection: { state: 'offline', since: 1, why: 'too-much', until: 2 } }),
    },
    { type: 'room', view: roomView([message(1)], {}, 'half') },
    { type: 'entries', room: 'general', entries: [message(2)], state },
    { type: 'older', room: 'general', entries: [message(1)], state: refused },
    { type: 'state', room: 'general', state },
  ])('arrives whole: $type', (sent) => {
    expect(received(sent).output).toStrictEqual(sent)
  })

  it.each([
    ['of an unknown type', { type: 'made-up' }],
    ['without its rooms', { type: 'overview', overview: { ...overview(), rooms: undefined } }],
    [
      'with a state that no connection has',
      { type: 'overview', overview: overview({ connection: { state: 'x' } as never }) },
    ],
    ['with an entry that is none', { type: 'room', view: roomView([{ ...message(1), seq: -1 }]) }],
    ['for a room that nothing can be called', { type: 'state', room: '../x', state }],
  ])('does not arrive %s', (_, sent) => {
    expect(received(sent).success).toBe(false)
  })
})
