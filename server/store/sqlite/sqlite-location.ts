import type { StoreLocation } from '../store.ts'
import { backupDatabase } from './backup.ts'
import { holdsData } from './data-folder.ts'
import { openStore, type Writer } from './open-store.ts'
import { restoreDatabase } from './restore.ts'

/** A database in a data folder. One process at a time has it open. */
export const sqliteLocation = (folder: string, writer: Writer): StoreLocation => ({
  holdsData: () => holdsData(folder),
  open: () => openStore(folder, writer),
  backup: async (file) => backupDatabase(folder, file),
  restore: (file, options) => restoreDatabase(folder, file, options),
})
