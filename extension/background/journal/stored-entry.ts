import type { Entry } from '../../../protocol/entry.ts'

/** An entry that is about another is stored with its room: IndexedDB finds a value by its fields, not by those of its key. */
export type StoredEntry = Entry & { room?: string }

export const toStored = (room: string, entry: Entry): StoredEntry =>
  entry.about === undefined ? entry : { ...entry, room }

export function fromStored(stored: StoredEntry): Entry {
  const { room, ...entry } = stored
  return room === undefined ? stored : entry
}
