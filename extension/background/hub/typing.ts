import type { Entry } from '../../../protocol/entry.ts'

/** Signals come at most every 3 s while somebody types; one that misses its successor by this much has stopped. */
const TYPING_SHOWN_MS = 5_000

export interface Typing {
  names(room: string): string[]
  signal(room: string, author: { id: string; name: string }): void
  /** Who has just written types no more. */
  wrote(room: string, entries: Entry[]): void
}

/** Who types where: forgotten by itself, never stored. */
export function createTyping(
  after: (ms: number, run: () => void) => () => void,
  changed: (room: string) => void,
): Typing {
  const rooms = new Map<string, Map<string, { name: string; cancel: () => void }>>()

  function forget(room: string, id: string): void {
    const known = rooms.get(room)?.get(id)
    if (!known) return
    known.cancel()
    rooms.get(room)?.delete(id)
    changed(room)
  }

  return {
    names: (room) => [...(rooms.get(room)?.values() ?? [])].map(({ name }) => name),
    signal: (room, { id, name }) => {
      const typing = rooms.get(room) ?? new Map<string, { name: string; cancel: () => void }>()
      rooms.set(room, typing)
      typing.get(id)?.cancel()
      const isNew = !typing.has(id)
      typing.set(id, { name, cancel: after(TYPING_SHOWN_MS, () => forget(room, id)) })
      if (isNew) changed(room)
    },
    wrote: (room, entries) => {
      for (const entry of entries) forget(room, entry.author.id)
    },
  }
}
