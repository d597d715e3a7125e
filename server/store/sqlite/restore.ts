import { existsSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { RoomId } from '../../../protocol/entry.ts'
import { ok, type Result } from '../../../protocol/result.ts'
import { createLogId } from '../../room/create-room.ts'
import { refuse, type Refusal } from '../../room/write.ts'
import type { Restored } from '../store.ts'
import { copyDatabase, flush, flushFolder, reasonOf } from './backup.ts'
import { databasePath, holdsData, touch } from './data-folder.ts'
import { openDatabase } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate, newerVersion, readVersion } from './schema/migrate.ts'
import { migrations } from './schema/migrations.ts'

/**
 * Makes a backup the folder's database. Every room gets a new logId, since its log goes on differently from here than
 * the one that clients have seen (SPEC 2.4). Throws an OpenError while a server runs on the folder.
 */
export async function restoreDatabase(
  folder: string,
  file: string,
  { force }: { force: boolean },
): Promise<Result<Restored, Refusal>> {
  const fault = faultOf(file)
  if (fault !== undefined) return refuse(`${file} cannot be restored: ${fault}`)
  const lock = await lockFolder(folder)
  try {
    const kept = holdsData(folder) ? `${databasePath(folder)}.before-restore` : undefined
    if (kept !== undefined && !force) {
      return refuse(`there is data in ${folder} already: add --force to put it aside as ${basename(kept)}`)
    }
    if (kept !== undefined && existsSync(kept)) {
      return refuse(`${kept} is there from an earlier restore: move it away first`)
    }
    const next = join(folder, 'restoring.db')
    const rooms = prepare(file, next)
    if (kept !== undefined) putAside(databasePath(folder), kept)
    renameSync(next, databasePath(folder))
    flushFolder(folder)
    return ok({ rooms, kept })
  } catch (error) {
    return refuse(`${file} could not be restored (${reasonOf(error)})`)
  } finally {
    lock.release()
  }
}

/** Why the file is no backup of ours, or none that this version can read. */
function faultOf(file: string): string | undefined {
  if (!existsSync(file)) return 'there is no such file'
  try {
    const database = openDatabase(file, { readOnly: true })
    try {
      const version = readVersion(database)
      if (version === undefined) return 'it is not a backup of Backchannel'
      if (version > migrations.length) return newerVersion
      const checked = database.prepare<{ quick_check: string }>('pragma quick_check').get()?.quick_check
      return checked === 'ok' ? undefined : `it is damaged (${checked})`
    } finally {
      database.close()
    }
  } catch (error) {
    return `it is not a backup of Backchannel (${reasonOf(error)})`
  }
}

/** Copies the backup beside its later place, up to date and with new logIds. The number of rooms. */
function prepare(file: string, next: string): number {
  // Left over from a restore that was killed.
  rmSync(next, { force: true })
  touch(next)
  copyDatabase(file, next)
  const database = openDatabase(next)
  try {
    migrate(database)
    const rooms = database.prepare<{ id: RoomId }>('select id from rooms').all()
    const renew = database.prepare('update rooms set log_id = ? where id = ?')
    database.exec('begin immediate')
    for (const { id } of rooms) renew.run(createLogId(), id)
    database.exec('commit')
    return rooms.length
  } finally {
    database.close()
    flush(next)
  }
}

/** Its write-ahead log goes first and under the matching name: what it holds belongs to this database and to no other. */
function putAside(path: string, kept: string): void {
  for (const part of ['-wal', '']) if (existsSync(path + part)) renameSync(path + part, kept + part)
  rmSync(`${path}-shm`, { force: true })
}
