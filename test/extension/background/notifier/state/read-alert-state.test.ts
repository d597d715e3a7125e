import { expect, it } from 'vitest'
import { parseAlertState } from '../../../../../extension/background/notifier/state/alert-state.ts'
import { readAlertState } from '../../../../../extension/background/notifier/state/read-alert-state.ts'

const message = {
  key: 'log-ops:7',
  logId: 'log-ops',
  seq: 7,
  room: 'ops',
  roomName: 'Ops',
  author: 'Ada',
  text: 'fire',
  priority: 5,
  calls: true,
  actions: [],
  at: 1,
}
const alert = { ...message, kind: 'message', count: 1, left: null, raised: true, noToast: false }
const urgent = { ...alert, urgent: { repeats: 2, nextAt: 9_000, hidden: true } }
const ordinary = { ...alert, key: 'log-ops:8', seq: 8, priority: 3, left: 6_000 }
const inToast = { ...ordinary, key: 'log-ops:9', seq: 9 }
/** As the version before this one stored it. */
const saved = {
  alerts: [urgent, ordinary, inToast],
  system: ['log-ops:8'],
  textHidden: false,
  missed: { rooms: [], due: null },
  flooded: { rooms: [], due: null },
  urgentMore: [],
  rang: null,
  flood: { cards: [], rooms: {} },
}

it('an update forgets what comes back until somebody has it, or what a notification shows', () => {
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

it('one alert that cannot be read takes the others along', () => {
  expect(readAlertState({ ...saved, alerts: [{ ...urgent, at: 'x' }, urgent, 7] }).alerts).toHaveLength(1)
})
