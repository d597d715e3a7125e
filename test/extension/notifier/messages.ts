import type { Entry } from '../../../protocol/entry.ts'

/** A message of somebody else. */
export const message = (
  seq: number,
  { text = `text ${seq}`, ...changes }: Partial<Entry> & { text?: string } = {},
): Entry => ({
  seq,
  id: `id-${seq}`,
  at: seq,
  author: { id: 'ada', name: 'Ada' },
  kind: 'message',
  body: { text },
  ...changes,
})
