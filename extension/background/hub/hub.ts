import * as v from 'valibot'
import type { Entry } from '../../../protocol/entry.ts'
import { watchSchema, type HubMessage } from '../../shared/hub-messages.ts'
import type { Overview, RoomState } from '../../shared/view.ts'
import { createTyping } from './typing.ts'

/** What a page gets at first, and with each step back in time. */
const PAGE_ENTRIES = 100

/** What the hub needs to know of the rooms; the composition root provides it. */
export interface HubSource {
  overview(): Overview
  /** Undefined: no such room. `floor` is the oldest seq that can be had. */
  room(id: string): { state: Omit<RoomState, 'more' | 'typing'>; floor: number } | undefined
  draft(room: string): Promise<string>
  /**
   * Calls `use` with the newest kept entries before `before` (undefined: the newest of all), while nothing else is
   * applied to the room: what `use` sends to a page stands right before what is applied next.
   */
  entries(
    room: string,
    before: number | undefined,
    limit: number,
    use: (entries: Entry[]) => void,
  ): Promise<void>
  after(ms: number, run: () => void): () => void
}

/** One page of ours. `post` may be called after the page has gone. */
export interface HubPage {
  post(message: HubMessage): void
}

interface Connected {
  page: HubPage
  /** The room that it asked for; its snapshot may still be on its way. */
  wanted: string | undefined
  /** The room whose snapshot it has. */
  shown: string | undefined
  /** The first seq that it has of it. */
  low: number
  showing: boolean
}

export interface Hub {
  /** A page came: it gets the overview. `received` takes what it sends, unchecked. */
  connect(page: HubPage): { received(message: unknown): void; gone(): void }
  overviewChanged(): void
  /** Entries that follow what was applied before. */
  entries(room: string, entries: Entry[]): void
  /** What is kept of the room was replaced, or is gone. */
  opened(room: string): void
  stateChanged(room: string): void
  /** Sends each page that shows the room what precedes what it has. */
  older(room: string): Promise<void>
  typing(room: string, author: { id: string; name: string }): void
  /** A page shows this room and has the person's eyes: visible and focused. */
  isShowing(room: string): boolean
}

/** The extension's own pages: a snapshot to each, then changes. It keeps nothing that a restart would lose. */
export function createHub(source: HubSource): Hub {
  const pages = new Set<Connected>()
  const dirty = new Set<string>()
  const typing = createTyping(
    (ms, run) => source.after(ms, run),
    (room) => stateChanged(room),
  )

  function stateFor(page: Connected, room: string): RoomState | undefined {
    const known = source.room(room)
    if (!known) return undefined
    return { ...known.state, more: page.low > known.floor, typing: typing.names(room) }
  }

  async function sendSnapshot(page: Connected, room: string): Promise<void> {
    const draft = await source.draft(room)
    await source.entries(room, undefined, PAGE_ENTRIES, (entries) => {
      if (page.wanted !== room) return
      page.low = entries[0]?.seq ?? source.room(room)?.floor ?? 1
      const state = stateFor(page, room)
      if (!state) return
      page.shown = room
      page.page.post({ type: 'room', view: { room, entries, state, draft } })
    })
  }

  function received(page: Connected, message: unknown): void {
    const watch = v.safeParse(watchSchema, message)
    if (!watch.success) return
    const room = watch.output.room ?? undefined
    page.showing = watch.output.showing
    if (page.wanted === room) return
    page.wanted = room
    page.shown = undefined
    if (room !== undefined) void sendSnapshot(page, room)
  }

  /** Once for all that happened in this turn, so that an item never leaves the outbox before its entry shows. */
  function stateChanged(room: string): void {
    if (dirty.size === 0) queueMicrotask(flush)
    dirty.add(room)
  }

  function flush(): void {
    for (const page of pages) {
      if (page.shown === undefined || !dirty.has(page.shown)) continue
      const state = stateFor(page, page.shown)
      if (state) page.page.post({ type: 'state', room: page.shown, state })
    }
    dirty.clear()
  }

  const showing = (room: string): Connected[] => [...pages].filter((page) => page.shown === room)

  return {
    connect: (port) => {
      const page: Connected = { page: port, wanted: undefined, shown: undefined, low: 1, showing: false }
      pages.add(page)
      port.post({ type: 'overview', overview: source.overview() })
      return {
        received: (message) => received(page, message),
        gone: () => void pages.delete(page),
      }
    },
    overviewChanged: () => {
      const overview = source.overview()
      for (const { page } of pages) page.post({ type: 'overview', overview })
    },
    entries: (room, entries) => {
      typing.wrote(room, entries)
      for (const page of showing(room)) {
        const state = stateFor(page, room)
        if (state) page.page.post({ type: 'entries', room, entries, state })
      }
    },
    opened: (room) => {
      for (const page of pages) {
        if (page.wanted !== room) continue
        // Nothing of what comes next fits to what it has.
        page.shown = undefined
        void sendSnapshot(page, room)
      }
    },
    stateChanged,
    older: async (room) => {
      for (const page of showing(room)) {
        const before = page.low
        await source.entries(room, before, PAGE_ENTRIES, (entries) => {
          if (page.shown !== room || page.low !== before) return
          page.low = entries[0]?.seq ?? before
          const state = stateFor(page, room)
          if (state) page.page.post({ type: 'older', room, entries, state })
        })
      }
    },
    typing: (room, author) => typing.signal(room, author),
    isShowing: (room) => [...pages].some((page) => page.showing && page.wanted === room),
  }
}
