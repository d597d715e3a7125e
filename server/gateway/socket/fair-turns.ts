import type { PersonId } from '../../../protocol/entry.ts'

export interface FairTurns {
  /** Runs the task when it is this person's turn. */
  run<T>(person: PersonId, task: () => Promise<T>): Promise<T>
}

/**
 * Runs what takes milliseconds of the main thread one at a time, in turn among people, and lets everything else of the
 * event loop run between two: however many connections somebody asks on, others wait for one answer and not for all.
 */
export function createFairTurns(): FairTurns {
  /** Who waits, in the order of their turns. */
  const waiting = new Map<PersonId, (() => Promise<unknown>)[]>()
  let running = false

  const runAll = async (): Promise<void> => {
    for (;;) {
      const [next] = waiting
      if (next === undefined) break
      const [person, tasks] = next
      const task = tasks.shift()
      // Behind the others, if there is more.
      waiting.delete(person)
      if (tasks.length > 0) waiting.set(person, tasks)
      await task?.()
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
    running = false
  }

  return {
    run: (person, task) =>
      new Promise((resolve, reject) => {
        const tasks = waiting.get(person) ?? []
        tasks.push(() => task().then(resolve, reject))
        waiting.set(person, tasks)
        if (running) return
        running = true
        queueMicrotask(() => void runAll())
      }),
  }
}
