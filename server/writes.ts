import { peopleWrites } from './people/people-service.ts'
import { roomWrites } from './room/room-service.ts'
import type { Write, WriteRequest, WriteRow, WriteTable } from './room/write.ts'
import { settingsWrites } from './settings/settings-service.ts'
import type { Apply, Transaction } from './store/store.ts'

/** What an entry's JSON has around its body, in bytes, generously. */
const ENTRY_OVERHEAD_BYTES = 256

export interface DefinedWrites<T extends WriteTable> {
  /** Runs a request's rule. Names and inputs come from our own typed `Write`, never from outside. */
  apply: Apply
  /** A write as the queue takes it. */
  request<N extends keyof T & string>(name: N, input: Parameters<T[N]['rule']>[1]): WriteRequest
  /** The same as typed calls through a queue whose committer runs `apply`. */
  through(enqueue: (request: WriteRequest) => Promise<unknown>): Write<T>
}

/** Makes a table of writes callable: as data on this side of the queue, by its rules on the other. */
function defineWrites<T extends WriteTable<Transaction>>(table: T): DefinedWrites<T> {
  const rows = new Map<string, WriteRow<Transaction>>(Object.entries(table))
  const rowOf = (name: string): WriteRow<Transaction> => {
    const row = rows.get(name)
    if (row === undefined) throw new Error(`no rule for the write "${name}"`)
    return row
  }
  const request = (name: string, input: unknown): WriteRequest => {
    const row = rowOf(name)
    const bytes = ENTRY_OVERHEAD_BYTES + (row.bodyBytes?.(input) ?? 0)
    return { name, room: row.room?.(input), bytes, input }
  }
  return {
    apply: async (transaction, { name, input }) => rowOf(name).rule(transaction, input),
    request,
    // A queue settles each request with what the rule of its name came to.
    through: (enqueue) => ((name, input) => enqueue(request(name, input))) as Write<T>,
  }
}

/** Every write there is. The queue takes them by name, so that they can run in the writer's thread. */
export const writes = defineWrites({ ...roomWrites, ...peopleWrites, ...settingsWrites })
