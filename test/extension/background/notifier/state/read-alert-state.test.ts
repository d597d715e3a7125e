import { expect, it } from 'vitest'
import { parseAlertState } from '../../../../../extension/background/notifier/state/alert-state.ts'
import { readAlertState } from '../../../../../extension/background/notifier/state/read-alert-state.ts'
import saved from './stored-by-version-1.json' with { type: 'json' }

it('after an update the urgent alerts, and those that a notification shows, are still open', () => {
  const state = readAlertState(saved)
  expect(state.alerts).toMatchObject([
    {
      kind: 'urgent',
      key: 'log-ops:7',
      repeat: { is: 'due', at: 9_000, done: 2 },
      phase: { phase: 'snoozed' },
    },
    { kind: 'message', key: 'log-ops:8', remainingMs: 6_000, phase: { phase: 'showing' } },
  ])
  expect(state.system).toEqual(['log-ops:8'])
  expect(parseAlertState(structuredClone(state))).toEqual(state)
})

it('one alert that cannot be read is left out alone', () => {
  const [urgent] = saved.alerts
  expect(readAlertState({ ...saved, alerts: [{ ...urgent, at: 'x' }, urgent, 7] }).alerts).toHaveLength(1)
})
