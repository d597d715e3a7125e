import { IDBFactory } from 'fake-indexeddb'
import { vi } from 'vitest'

/** An empty storage for this test alone. */
export function emptyStorage(): void {
  globalThis.indexedDB = new IDBFactory()
}

export interface KillableStorage {
  /** Databases opened or deleted and transactions begun so far. A transaction is whole or not at all, so it is one step. */
  steps(): number
  /** The step of this number and every later one is refused, until `restart`. */
  dieAt(step: number): void
  /** As a browser does it when a background has ended: closes its connections. Counts anew, and nothing is refused. */
  restart(): void
}

/** Until `vi.restoreAllMocks`. */
export function createKillableStorage(): KillableStorage {
  let steps = 0
  let end = Infinity
  let open: IDBDatabase[] = []

  function step(): void {
    steps += 1
    if (steps >= end) throw new Error('The background has ended.')
  }

  const begin = IDBDatabase.prototype.transaction
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    // Part of an `open`, in fake-indexeddb.
    if (args[1] !== 'versionchange') step()
    return begin.apply(this, args)
  })
  const openDatabase = IDBFactory.prototype.open
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (this: IDBFactory, ...args) {
    step()
    const request = openDatabase.apply(this, args)
    request.addEventListener('success', () => open.push(request.result as IDBDatabase))
    return request
  })
  const deleteDatabase = IDBFactory.prototype.deleteDatabase
  vi.spyOn(IDBFactory.prototype, 'deleteDatabase').mockImplementation(function (this: IDBFactory, ...args) {
    step()
    return deleteDatabase.apply(this, args)
  })

  return {
    steps: () => steps,
    dieAt: (at) => (end = at),
    restart: () => {
      for (const db of open) db.close()
      open = []
      steps = 0
      end = Infinity
    },
  }
}
