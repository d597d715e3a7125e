import type { NotifierDeps } from '../../../../extension/background/notifier/notifier.ts'
import type { Life } from './harness.ts'

export interface KillableWorker extends Life {
  /** It ends before or after one of its next calls that take time: the so-manieth. */
  dieAfter(steps: number): void
  /** Settles when it has ended. */
  ended: Promise<void>
}

const never = new Promise<never>(() => undefined)

/** A worker that may be killed between any two of its effects: what it awaits then never comes. */
export function createKillableWorker(): KillableWorker {
  let remaining = Infinity
  let over = false
  let end = (): void => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))

  async function step(): Promise<void> {
    if (over) await never
    remaining -= 1
    if (remaining > 0) return
    over = true
    end()
    await never
  }

  /** What answers with a promise waits at both ends of it. */
  function wrapAll<T extends object>(port: T): T {
    return new Proxy(port, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...args: unknown[]): unknown => {
          if (over) return never
          if (synchronous.has(String(name))) return Reflect.apply(value, target, args)
          return (async () => {
            await step()
            const answer: unknown = await Reflect.apply(value, target, args)
            await step()
            return answer
          })()
        }
      },
    })
  }
  const synchronous = new Set(['available', 'openRoom'])

  return {
    ended,
    isOver: () => over,
    dieAfter: (steps) => (remaining = steps),
    wrap: (deps: NotifierDeps) => {
      const { draft } = wrapAll({ draft: deps.draft })
      return {
        ...deps,
        draft,
        pages: wrapAll(deps.pages),
        system: wrapAll(deps.system),
        storage: wrapAll(deps.storage),
        actions: wrapAll(deps.actions),
      }
    },
  }
}
