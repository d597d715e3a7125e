import { useState } from 'preact/hooks'
import type { Failure } from '../../../protocol/result.ts'
import type { Setting } from './use-pending.ts'

/** `tell` hears why the last change was refused, and undefined when there is nothing to say any more. */
export const applier =
  <T>(change: Setting<T>['change'], tell: (problem: Failure | undefined) => void) =>
  (part: Partial<T>): void => {
    tell(undefined)
    void change(part).then(tell)
  }

/** Changes a setting, and keeps why the last change was refused. */
export function useChange<T>({ change }: Pick<Setting<T>, 'change'>) {
  const [problem, tell] = useState<Failure>()
  return { apply: applier(change, tell), problem }
}
