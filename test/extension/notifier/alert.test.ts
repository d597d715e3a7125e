import { describe, expect, it } from 'vitest'
import {
  alertKey,
  parseAlertKey,
  pickAlert,
  type Candidate,
} from '../../../extension/background/notifier/alert.ts'
import { message } from './messages.ts'

const candidate = (changes: Partial<Candidate> = {}): Candidate => ({
  room: { id: 'general', name: 'General', members: 3, seen: 0 },
  logId: 'log-1',
  entries: [message(1)],
  via: 'push',
  me: 'me',
  showing: false,
  alertedUpTo: 0,
  ...changes,
})

describe('pickAlert', () => {
  it('tells the newest message, and how many came with it', () => {
    const entries = [message(1), message(2), message(3, { text: 'last' })]
    expect(pickAlert([candidate({ entries })])).toEqual({
      logId: 'log-1',
      seq: 3,
      room: 'general',
      content: { author: 'Ada', room: 'General', text: 'last', more: 2 },
    })
  })

  it('counts only what alerts: not ours, not joins, not deleted, not read, not told before', () => {
    const entries = [
      message(1),
      message(2),
      message(3),
      message(4, { author: { id: 'me', name: 'Me' } }),
      { ...message(5), kind: 'join', body: {} },
      { ...message(6), body: {} },
    ]
    const room = { id: 'general', name: 'General', members: 3, seen: 1 }
    expect(pickAlert([candidate({ entries, room, alertedUpTo: 2 })])).toMatchObject({
      seq: 3,
      content: { more: 0 },
    })
  })

  it('is one for all rooms: the message that was written last', () => {
    const other = { room: { id: 'ops', name: 'Ops', members: 2, seen: 0 }, logId: 'log-2' }
    const early = candidate({ entries: [message(1, { at: 10 }), message(2, { at: 30 })] })
    const late = candidate({ ...other, entries: [message(7, { at: 20 }), message(8, { at: 40 })] })
    expect(pickAlert([late, early])).toMatchObject({ room: 'ops', seq: 8, content: { more: 3 } })
    expect(pickAlert([early, late])).toMatchObject({ room: 'ops', seq: 8, content: { more: 3 } })
  })

  it('leaves out rooms that are large or just looked at', () => {
    const large = candidate({ room: { id: 'all', name: 'All', members: 6, seen: 0 } })
    expect(pickAlert([large, candidate({ showing: true })])).toBeUndefined()
    expect(pickAlert([large, candidate({ showing: true }), candidate()])).toMatchObject({
      room: 'general',
      content: { more: 0 },
    })
  })

  it('is none without entries', () => {
    expect(pickAlert([])).toBeUndefined()
    expect(pickAlert([candidate({ entries: [] })])).toBeUndefined()
  })
})

describe('an alert’s key', () => {
  it('is read back', () => {
    const alert = { logId: 'a_b-C', seq: 12 }
    expect(parseAlertKey(alertKey(alert))).toEqual(alert)
  })

  it.each(['', 'a', 'a:', ':1', 'a:0', 'a:-1', 'a:1.5', 'a:1:2', 'a b:1', `${'a'.repeat(65)}:1`])(
    'is not %j',
    (key) => expect(parseAlertKey(key)).toBeUndefined(),
  )
})
