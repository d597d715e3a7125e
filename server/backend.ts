import { createSettingsService } from './settings/settings-service.ts'
import { createPeopleService } from './people/people-service.ts'
import { createRoomService } from './room/room-service.ts'
import type { Committer } from './room/store.ts'
import { createWriteQueue, type WriteQueueOptions } from './room/write-queue.ts'
import { openStore, type Writer } from './store/sqlite/open-store.ts'
import { applyWrite, type writes } from './writes.ts'

export interface BackendOptions extends Omit<WriteQueueOptions, 'committer'> {
  dataDir: string
  publicUrl(): string
  /** Undefined: writes run in this thread. */
  writer?: Writer | undefined
  onDefect(defect: string): void
}

export type Backend = Awaited<ReturnType<typeof openBackend>>

/** The rules over a store, without any door: what the server and the command line share. Throws a FolderError. */
export async function openBackend(options: BackendOptions) {
  const store = await openStore(options.dataDir, options.writer ?? { apply: applyWrite })
  const committer = reportDefects(store.committer, options.onDefect)
  const queue = createWriteQueue({ ...options, committer })
  const write = queue.writer<typeof writes>()
  return {
    rooms: createRoomService(store.reader, write),
    people: createPeopleService({ reader: store.reader, write, publicUrl: options.publicUrl }),
    settings: createSettingsService(store.reader, write),
    drained: () => queue.drained(),
    async close() {
      await queue.drained()
      await store.close()
    },
  }
}

function reportDefects(committer: Committer, onDefect: (defect: string) => void): Committer {
  return {
    async commit(batch) {
      const outcomes = await committer.commit(batch)
      for (const { defect } of outcomes) if (defect !== undefined) onDefect(defect)
      return outcomes
    },
  }
}
