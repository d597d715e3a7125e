import { closeSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { ok, type Result } from '../../../protocol/result.ts'
import { refuse, type Refusal } from '../../room/write.ts'
import type { Backup } from '../store.ts'
import { databasePath, holdsData } from './data-folder.ts'
import { openDatabase } from './database.ts'

/**
 * Writes a copy of the folder's database, all of it from one moment. A server may run on the folder: it goes on writing
 * and does not wait. A file that is there already is never touched.
 */
export function backupDatabase(folder: string, file: string): Result<Backup, Refusal> {
  if (!holdsData(folder))
    return refuse(`there is no data in ${folder}: set BACKCHANNEL_DATA_DIR to its folder`)
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    return refuse(
      codeOf(error) === 'EEXIST'
        ? `${file} is there already: choose another name`
        : `${file} cannot be written (${reasonOf(error)})`,
    )
  }
  try {
    copyDatabase(databasePath(folder), file)
    return ok({ file, bytes: statSync(file).size })
  } catch (error) {
    rmSync(file, { force: true })
    return refuse(`the backup failed (${reasonOf(error)}), and ${file} is gone again`)
  }
}

/** Copies what is committed, the write-ahead log included, into an empty file and flushes it to the disk. */
export function copyDatabase(from: string, to: string): void {
  const database = openDatabase(from, { readOnly: true })
  try {
    database.prepare('vacuum into ?').run(to)
  } finally {
    database.close()
  }
  flush(to)
  flushFolder(dirname(to))
}

/** Makes names in the folder as durable as the files. Windows has no such thing. */
export function flushFolder(folder: string): void {
  if (process.platform !== 'win32') flush(folder)
}

export function flush(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined
