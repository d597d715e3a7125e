import type { PersonId } from '../../../protocol/entry.ts'
import { fail, type Result } from '../../../protocol/result.ts'
import type { FairTurns } from './fair-turns.ts'
import type { EngineConnection } from './session.ts'

/** Nobody hears it. */
const closed = fail('unavailable', 'the connection has ended')

/** Large answers that may wait for one connection. A client of ours asks for two at a time. */
const WAITING_MAX = 128

export interface SendQueue {
  /**
   * Makes a large answer once everything before it is on its way: one at a time for the connection, and person by person
   * among all. So a client that asks for a lot is not cut for what it asked for, and one that asks without reading makes
   * nothing pile up. Undefined: too many wait already.
   */
  run<T>(answer: () => Promise<Result<T>>): Promise<Result<T>> | undefined
}

export function createSendQueue(conn: EngineConnection, person: PersonId, turns: FairTurns): SendQueue {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()

  const sent = async (): Promise<void> => {
    // The answer before this one is handed over in a microtask.
    await new Promise<void>((resolve) => setImmediate(resolve))
    while (conn.readyState === 'open' && !conn.transport.writable) {
      await new Promise<void>((resolve) => {
        const go = (): void => {
          conn.off('close', go)
          conn.transport.off('ready', go)
          resolve()
        }
        conn.once('close', go)
        conn.transport.once('ready', go)
      })
    }
  }

  return {
    run(answer) {
      if (waiting >= WAITING_MAX) return undefined
      waiting += 1
      const inTime = () => (conn.readyState === 'open' ? answer() : Promise.resolve(closed))
      const turn = last.then(sent).then(() => turns.run(person, inTime))
      last = turn.catch(() => undefined).then(() => (waiting -= 1))
      return turn
    },
  }
}
