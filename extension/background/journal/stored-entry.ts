import type { Entry, RoomId } from '../../../protocol/entry.ts'

/** An entry that is about another is stored with its room: IndexedDB finds a value by its fields, not by those of its key. */
export type StoredEntry = Entry & { room?: RoomId }

export const toStored = (room: RoomId, entry: Entry): StoredEntry =>
  entry.about === undefined ? entry : { ...entry, room }

/**
 * Undefined: it cannot be read. Its strings and its body were checked when it came from the server. The shape is checked by
 * hand, since a schema would make reading 10,000 entries 1.8 times as slow.
 */
export function readEntry(row: unknown): Entry | undefined {
  if (!isStoredEntry(row)) return undefined
  const { room, ...entry } = row
  return room === undefined ? row : entry
}

/** Leaves out those that cannot be read. */
export const readEntries = (rows: readonly unknown[]): Entry[] =>
  rows.map(readEntry).filter((entry) => entry !== undefined)

const isStoredEntry = (row: unknown): row is StoredEntry =>
  isRecord(row) &&
  isSeq(row['seq']) &&
  typeof row['id'] === 'string' &&
  typeof row['at'] === 'number' &&
  isPerson(row['author']) &&
  typeof row['kind'] === 'string' &&
  (row['about'] === undefined || isSeq(row['about'])) &&
  (row['priority'] === undefined || [1, 2, 3, 4, 5].includes(row['priority'] as number)) &&
  isRecord(row['body'])

const isPerson = (value: unknown): boolean =>
  isRecord(value) && typeof value['id'] === 'string' && typeof value['name'] === 'string'

const isSeq = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
