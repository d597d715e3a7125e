import { sqliteLocation } from './store/sqlite/sqlite-location.ts'
import type { StoreLocation } from './store/store.ts'
import { writes } from './writes.ts'

/**
 * Picks the kind of store that keeps a data folder. Writes run in a thread of their own where `writerThread` is its built
 * entry, and in this one without.
 */
export const locateStore = (dataDir: string, writerThread?: URL): StoreLocation =>
  sqliteLocation(dataDir, writerThread === undefined ? { apply: writes.apply } : { script: writerThread })
