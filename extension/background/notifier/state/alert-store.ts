import { createSerialQueue } from '../../serial-queue.ts'
import type { AlertStorage } from '../ports.ts'
import { noAlerts, type AlertState } from './alert-state.ts'
import type { AlertStep } from './alert-step.ts'

/** All open alerts, and the turns in which they change. */
export interface AlertStore {
  state(): AlertState
  /** Stored when it settles. */
  put(next: AlertState): Promise<void>
  /** Makes a step, stores its state, and marks these entries as admitted: in one transaction. */
  admit(logId: string, upTo: number, make: (alertedUpTo: number) => AlertStep): Promise<AlertStep>
  /** One after another: two quick messages must not race for one page. A failed one does not hold up the next. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
}

/** `changed` hears of each new state before it is stored. */
export function createAlertStore(storage: AlertStorage, changed: () => void): AlertStore {
  let state = noAlerts
  const turns = createSerialQueue()

  function become(next: AlertState): void {
    state = next
    changed()
  }

  return {
    state: () => state,
    async put(next) {
      const same = next === state || JSON.stringify(next) === JSON.stringify(state)
      become(next)
      if (!same) await storage.save(next)
    },
    async admit(logId, upTo, make) {
      let step: AlertStep = { state, effects: [] }
      await storage.admit(logId, upTo, (alertedUpTo) => {
        step = make(alertedUpTo)
        return step.state
      })
      become(step.state)
      return step
    },
    inTurn: turns.run,
  }
}
