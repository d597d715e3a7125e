import { describe, expect, it } from 'vitest'
import { alertMessage } from '../../../../../extension/background/notifier/state/admit-arrival.ts'
import { alertKey, parseAlertKey } from '../../../../../extension/background/notifier/state/open-alerts.ts'
import { arrivalOf, message } from '../messages.ts'

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

describe('a message to alert to', () => {
  it('is one with a text: neither a join nor deleted', () => {
    const entries = [
      { ...message(1), kind: 'join' },
      { ...message(2), body: {} },
    ]
    expect(entries.map((entry) => alertMessage(entry, arrivalOf(entries), []))).toEqual([
      undefined,
      undefined,
    ])
  })

  it('mentions the person by their name or a keyword, in its title too', () => {
    const mentions = (text: string, body = {}): boolean | undefined => {
      const entry = message(1, { text, body })
      return alertMessage(entry, arrivalOf([entry]), ['deploy'])?.mention
    }
    expect([
      mentions('hi'),
      mentions('hi @Me'),
      mentions('deploy now'),
      mentions('hi', { title: 'Deploy' }),
    ]).toEqual([false, true, true, true])
  })
})
