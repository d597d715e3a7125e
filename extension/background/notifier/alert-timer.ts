import type { Clock } from '../clock.ts'
import { nextMoment } from './state/alert-step.ts'
import type { AlertState } from './state/alert-state.ts'

/** Repetitions, expiry, and digests that fall due. */
export interface AlertTimer {
  /** Waits for the next moment of this state, and for no other. Call it at each change, and at the start. */
  waitFor(state: AlertState): void
}

/** `passed` steps the state and arms the timer again: a timer may come early, and then nothing has changed. */
export function createAlertTimer({ clock, passed }: { clock: Clock; passed: () => void }): AlertTimer {
  let cancel = (): void => undefined
  return {
    waitFor(state) {
      cancel()
      const moment = nextMoment(state)
      cancel = moment === undefined ? () => undefined : clock.after(Math.max(moment - clock.now(), 0), passed)
    },
  }
}
