import { createSettingsService } from './settings/settings-service.ts'
import { createPeopleService } from './people/people-service.ts'
import { createRoomService } from './room/room-service.ts'
import type { Committer, StoreLocation } from './store/store.ts'
import { createWriteQueue, type WriteQueueOptions } from './store/write-queue.ts'
import { writes } from './writes.ts'

export interface BackendOptions extends Omit<WriteQueueOptions, 'committer' | 'now'> {
  location: StoreLocation
  publicUrl(): string
  onDefect(defect: string): void
}

export type Backend = Awaited<ReturnType<typeof openBackend>>

/** The rules over a store, without any door: what the server and the command line share. Throws an OpenError. */
export async function openBackend(options: BackendOptions) {
  const store = await options.location.open()
  const committer = reportDefects(store.committer, options.onDefect)
  const queue = createWriteQueue({ ...options, committer, now: Date.now })
  const write = writes.through(queue.enqueue)
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
    async commit(batch, now) {
      const outcomes = await committer.commit(batch, now)
      for (const { defect } of outcomes) if (defect !== undefined) onDefect(defect)
      return outcomes
    },
  }
}
