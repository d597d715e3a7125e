import { useState } from 'preact/hooks'
import type { Failure } from '../../../protocol/result.ts'
import type { Setting } from './use-pending.ts'

/** `report` gets why the last change was refused, and undefined when there is nothing to say any more. */
export const applier =
  <T>(change: Setting<T>['change'], report: (problem: Failure | undefined) => void) =>
  (part: Partial<T>): void => {
    report(undefined)
    void change(part).then(report)
  }

/** Changes a setting, and keeps why the last change was refused. */
export function useChange<T>({ change }: Pick<Setting<T>, 'change'>) {
  const [problem, setProblem] = useState<Failure>()
  return { apply: applier(change, setProblem), problem }
}
