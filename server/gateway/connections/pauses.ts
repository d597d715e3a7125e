import type { DeviceId } from '../../room/principal.ts'

/** The first pause, in ms; each further one is twice as long … */
const FIRST_MS = 5_000
/** … up to this. */
const LONGEST_MS = 5 * 60_000
/** A device that kept the limits for so long, in ms, begins with the first pause again. */
const FORGOTTEN_MS = 15 * 60_000

interface Pause {
  until: number
  length: number
}

/** Devices that were cut for going on over the limit, and when each may come back. Bounded: a person has few devices. */
export interface Pauses {
  /** The device was cut now: twice as long as the last time. */
  begin(device: DeviceId): void
  /** How long the device still has to wait, in ms; 0: it may come. */
  left(device: DeviceId): number
}

export function createPauses(now: () => number): Pauses {
  const pauses = new Map<DeviceId, Pause>()

  const forgetOld = (): void => {
    for (const [device, { until }] of pauses) if (now() - until > FORGOTTEN_MS) pauses.delete(device)
  }

  return {
    begin(device) {
      forgetOld()
      const last = pauses.get(device)
      // A second connection of the same device that is cut in the same moment is the same offence.
      if (last !== undefined && last.until > now()) return
      const length = last === undefined ? FIRST_MS : Math.min(LONGEST_MS, last.length * 2)
      pauses.set(device, { until: now() + length, length })
    },
    left: (device) => Math.max(0, (pauses.get(device)?.until ?? 0) - now()),
  }
}
