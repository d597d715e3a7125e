import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'

export const databasePath = (folder: string): string => join(folder, 'backchannel.db')

/**
 * Makes the folder and its files for this user's eyes only. SQLite gives its journal the mode of the database. Modes of
 * what is there already stay as the operator set them.
 */
export function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const file of [databasePath(folder), join(folder, 'lock.db')]) closeSync(openSync(file, 'a', 0o600))
}
