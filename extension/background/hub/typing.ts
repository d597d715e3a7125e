import type { Entry, Person, PersonId, RoomId } from '../../../protocol/entry.ts'

/** Signals come at most every 3 s while somebody types; one that misses its successor by this much has stopped. */
const TYPING_SHOWN_MS = 5_000
/** A page names two people and counts the others. Each has a timer, so beyond this nobody is added until one has stopped. */
const NAMES_MAX = 20
/** In all rooms together. */
const ALL_MAX = 200

export interface Typing {
  names(room: RoomId): string[]
  signal(room: RoomId, author: Person): void
  /** Who has just written types no more. */
  wrote(room: RoomId, entries: Entry[]): void
}

/** Who types where: forgotten by itself, never stored. */
export function createTyping(
  after: (ms: number, run: () => void) => () => void,
  changed: (room: RoomId) => void,
): Typing {
  const rooms = new Map<RoomId, Map<PersonId, { name: string; cancel: () => void }>>()
  let all = 0

  function forget(room: RoomId, id: PersonId): void {
    const typing = rooms.get(room)
    const known = typing?.get(id)
    if (!typing || !known) return
    known.cancel()
    typing.delete(id)
    all -= 1
    if (typing.size === 0) rooms.delete(room)
    changed(room)
  }

  return {
    names: (room) => [...(rooms.get(room)?.values() ?? [])].map(({ name }) => name),
    signal: (room, { id, name }) => {
      const typing = rooms.get(room) ?? new Map<PersonId, { name: string; cancel: () => void }>()
      const isNew = !typing.has(id)
      if (isNew && (typing.size >= NAMES_MAX || all >= ALL_MAX)) return
      rooms.set(room, typing)
      typing.get(id)?.cancel()
      if (isNew) all += 1
      typing.set(id, { name, cancel: after(TYPING_SHOWN_MS, () => forget(room, id)) })
      if (isNew) changed(room)
    },
    wrote: (room, entries) => {
      for (const entry of entries) forget(room, entry.author.id)
    },
  }
}
