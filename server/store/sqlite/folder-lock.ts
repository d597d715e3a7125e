import { join } from 'node:path'
import { openDatabase, resultCode } from './database.ts'

const SQLITE_BUSY = 5

/**
 * Holds the data folder for this process alone, as a lock of the operating system on a file of its own: it is gone
 * however the process ends. Undefined: another process holds it.
 */
export function lockFolder(folder: string): { release(): void } | undefined {
  const database = openDatabase(join(folder, 'lock.db'), { timeout: 0 })
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if (resultCode(error) === SQLITE_BUSY) return undefined
    throw error
  }
  return { release: () => database.close() }
}
