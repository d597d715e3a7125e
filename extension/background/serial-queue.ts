/** Runs tasks one at a time, in the order in which they were added. */
export interface SerialQueue {
  /** Runs the task once all earlier ones have settled. The caller gets its result or its error; the next task runs either way. */
  run<T>(task: () => Promise<T>): Promise<T>
  /** Settles when the queue is empty, tasks that were added meanwhile included. */
  idle(): Promise<void>
}

export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve()

  async function idle(): Promise<void> {
    const seen = last
    await seen
    if (seen !== last) await idle()
  }

  return {
    run: (task) => {
      const result = last.then(task)
      last = result.catch(() => undefined)
      return result
    },
    idle,
  }
}
