import { checkApplied } from './checks/check-applied.ts'
import { checkKept, checkCaughtUp } from './checks/check-kept.ts'
import { allSent, checkLog } from './checks/check-logs.ts'
import { checkSends } from './checks/check-sends.ts'
import { checkLeaks, checkShown } from './checks/check-shown.ts'
import type { HistoryEvent, RecordedLog } from './event.ts'
import type { Violation } from './violation.ts'

export interface CheckOptions {
  /** All faults are over and there was time: whoever is not level then never will be. */
  level: boolean
}

/** Reads what everybody saw and what the databases hold, and reports each broken guarantee with the entries involved. */
export function checkHistory(
  { events, logs }: { events: readonly HistoryEvent[]; logs: readonly RecordedLog[] },
  { level }: CheckOptions,
): Violation[] {
  const sent = allSent(events)
  return [
    ...logs.flatMap((log) => checkLog(log, sent)),
    ...checkSends(events, logs),
    ...checkApplied(events, logs),
    ...checkKept(events, logs),
    ...checkShown(events, logs),
    ...checkLeaks(events, logs),
    ...(level ? checkCaughtUp(events, logs) : []),
  ]
}
