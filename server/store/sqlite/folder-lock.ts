import { setTimeout as sleep } from 'node:timers/promises'
import { OpenError } from '../store.ts'
import { inFolder, lockPath, prepareFolder } from './data-folder.ts'
import { openDatabase, resultCode } from './database.ts'

const SQLITE_BUSY = 5

/** A command holds the folder for a moment only: whoever comes meanwhile waits for it, and no longer. */
const PATIENCE_MS = 2000
const LOOK_EVERY_MS = 50

export interface FolderLock {
  release(): void
}

/**
 * Makes the folder where needed and holds it for this process alone, as a lock of the operating system on a file of its
 * own: it is gone however the process ends. Throws a OpenError when another process keeps it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  inFolder(folder, () => prepareFolder(folder))
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    const lock = inFolder(folder, () => tryLock(folder))
    if (lock !== undefined) return lock
    if (performance.now() >= end) break
    await sleep(LOOK_EVERY_MS)
  }
  throw new OpenError(
    `The data folder ${folder} is in use by another Backchannel process: stop that server or let that command finish, or set BACKCHANNEL_DATA_DIR to another folder.`,
  )
}

/** Undefined: another process holds it. */
function tryLock(folder: string): FolderLock | undefined {
  const database = openDatabase(lockPath(folder), { timeout: 0 })
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if (resultCode(error) === SQLITE_BUSY) return undefined
    throw error
  }
  return { release: () => database.close() }
}
