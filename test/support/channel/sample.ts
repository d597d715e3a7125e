import type { Entry } from '../../../protocol/entry.ts'
import type { SavedRoom } from '../../../extension/background/channel/journal.ts'

/** A message with this place in the log. */
export const messageAt = (
  seq: number,
  { id = `id-${seq}`, author = 'mina', text = `text ${seq}` } = {},
): Entry => ({
  seq,
  id,
  at: 1_790_000_000_000 + seq,
  author: { id: author, name: author },
  kind: 'message',
  body: { text },
})

/** Messages `from` to `to`, both included. */
export const messages = (from: number, to: number): Entry[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => messageAt(from + i))

export const sampleRoom = (fields: Partial<SavedRoom> = {}): SavedRoom => ({
  id: 'general',
  name: 'general',
  members: 2,
  logId: 'log-1',
  low: 1,
  cursor: 0,
  floor: 1,
  seen: 0,
  base: { seen: 0, seq: 0, count: 0 },
  reloaded: false,
  ...fields,
})
