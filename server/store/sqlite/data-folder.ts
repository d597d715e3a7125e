import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { OpenError } from '../store.ts'

export const databasePath = (folder: string): string => join(folder, 'backchannel.db')
export const lockPath = (folder: string): string => join(folder, 'lock.db')

/** Whether anything was ever stored in the folder. What is in the write-ahead log alone counts too. */
export function holdsData(folder: string): boolean {
  const path = databasePath(folder)
  return [path, `${path}-wal`].some((file) => existsSync(file) && statSync(file).size > 0)
}

/**
 * Makes the folder and its lock for this user's eyes only. Modes of what is there already stay as the operator set them.
 */
export function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  touch(lockPath(folder))
}

/** SQLite gives its journal the mode of the database. */
export const touch = (path: string): void => closeSync(openSync(path, 'a', 0o600))

/** Turns what went wrong with the folder into a sentence that names it. */
export function inFolder<T>(folder: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new OpenError(
      `The data folder ${folder} cannot be used (${reason}): set BACKCHANNEL_DATA_DIR to a folder that this user can write to.`,
    )
  }
}
