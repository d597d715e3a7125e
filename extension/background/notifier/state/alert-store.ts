import type { LogId, Seq } from '../../../../protocol/entry.ts'
import { createSerialQueue } from '../../serial-queue.ts'
import type { AlertStorage } from '../ports.ts'
import { noAlerts, type AlertState } from './alert-state.ts'
import type { AlertStep } from './alert-step.ts'

/** All open alerts, which change one step at a time. */
export interface AlertStore {
  state(): AlertState
  /** Stored when it settles. */
  put(next: AlertState): Promise<void>
  /** Makes a step, stores its state, and marks these entries as admitted: in one transaction. */
  admit(logId: LogId, upTo: Seq, make: (alertedUpTo: Seq) => AlertStep): Promise<AlertStep>
  /** One after another: two quick messages must not race for one page. A failed one does not hold up the next. */
  oneAtATime<T>(work: () => Promise<T>): Promise<T>
}

/** `changed` hears of each new state before it is stored. */
export function createAlertStore(storage: AlertStorage, changed: () => void): AlertStore {
  let state = noAlerts
  /** The state as JSON; undefined: not made yet. */
  let text: string | undefined
  const turns = createSerialQueue()

  function become(next: AlertState, nextText?: string): void {
    state = next
    text = nextText
    changed()
  }

  return {
    state: () => state,
    async put(next) {
      if (next === state) return changed()
      const nextText = JSON.stringify(next)
      const isSame = nextText === (text ?? JSON.stringify(state))
      become(next, nextText)
      if (!isSame) await storage.save(next)
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
    oneAtATime: turns.run,
  }
}
