import type { Apply, Store } from '../store.ts'
import { createCommitter } from './committer.ts'
import { databasePath, inFolder, touch } from './data-folder.ts'
import { openDatabase, openForWriting } from './database.ts'
import { emptyLog } from './empty-log.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './schema/migrate.ts'
import { createReader } from './queries/reader.ts'
import { startThreadCommitter } from './thread-committer.ts'

/** Where writes run: in a thread whose built entry this is, or in this one with these rules. */
export type Writer = { script: URL } | { apply: Apply }

/** Opens the folder's database, made or brought up to date where needed, and holds the folder until `close`. */
export async function openStore(folder: string, writer: Writer): Promise<Store> {
  const lock = await lockFolder(folder)
  try {
    const path = databasePath(folder)
    const database = inFolder(folder, () => {
      touch(path)
      const opened = openForWriting(path)
      migrate(opened)
      emptyLog(opened)
      return opened
    })
    const reading = openDatabase(path, { readOnly: true })
    const committer = await startCommitter(path, writer, database)
    return {
      reader: createReader(reading),
      committer,
      async close() {
        await committer.stop()
        reading.close()
        // By hand: the driver leaves the write-ahead log beside the database while a statement of it still lives.
        emptyLog(database)
        database.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function startCommitter(path: string, writer: Writer, database: ReturnType<typeof openForWriting>) {
  if ('script' in writer) return startThreadCommitter(writer.script, path)
  const committer = createCommitter(database, writer.apply)
  return { commit: committer.commit, stop: async () => committer.stop() }
}
