import * as v from 'valibot'
import type { Entry, RoomId, Seq } from '../../../protocol/entry.ts'
import type { HubMessage } from '../../shared/hub-messages.ts'
import { watchSchema } from '../../shared/hub-watch.ts'
import type { Overview, RoomState } from '../../shared/view.ts'

/** What a page gets at first, and with each step back in time. */
const PAGE_ENTRIES = 100

/** What a page is sent of the rooms. */
export interface PageSource {
  /** Undefined: no such room. `floor` is the oldest seq that can be had. */
  room(id: RoomId): { state: Omit<RoomState, 'more' | 'typing'>; floor: Seq } | undefined
  draft(room: RoomId): Promise<string>
  /**
   * Calls `use` with the newest kept entries before `before` (undefined: the newest of all), while nothing else is
   * applied to the room: what `use` sends to a page comes right before what is applied next.
   */
  entries(
    room: RoomId,
    before: Seq | undefined,
    limit: number,
    use: (entries: Entry[]) => void,
  ): Promise<void>
  /** Names of those who type. */
  typing(room: RoomId): string[]
}

/** One open page: which room it watches, and what it has of it. What it is sent of a room begins with a snapshot. */
export interface PageView {
  /** It wants another room, or shows it to the person or not; unchecked. Settles when the snapshot is sent. */
  received(message: unknown): Promise<void>
  overview(overview: Overview): void
  /** Entries that follow what it has. */
  entries(room: RoomId, entries: Entry[]): void
  state(room: RoomId): void
  /** What is kept of the room was replaced: sends a new snapshot. */
  opened(room: RoomId): Promise<void>
  /** Sends what precedes what it has. */
  older(room: RoomId): Promise<void>
  /** It shows this room, and the person sees it. */
  isShowing(room: RoomId): boolean
}

/** The room that the page wants. It has `entries` from `low` on, once its snapshot was sent. */
type Watched = { room: RoomId; low: Seq | undefined }

/** `post` may be called after the page has gone. */
export function createPageView(source: PageSource, post: (message: HubMessage) => void): PageView {
  let watched: Watched | undefined
  let isVisible = false

  function stateOf(room: RoomId, low: Seq): RoomState | undefined {
    const known = source.room(room)
    return known && { ...known.state, more: low > known.floor, typing: source.typing(room) }
  }

  /** Calls `use` if the page has a snapshot of the room, and the room is still there. */
  function shown(room: RoomId, use: (state: RoomState) => void): void {
    if (watched?.room !== room || watched.low === undefined) return
    const state = stateOf(room, watched.low)
    if (state) use(state)
  }

  async function open(room: RoomId): Promise<void> {
    const mine: Watched = { room, low: undefined }
    watched = mine
    const draft = await source.draft(room)
    await source.entries(room, undefined, PAGE_ENTRIES, (entries) => {
      if (watched !== mine) return
      const low = entries[0]?.seq ?? source.room(room)?.floor ?? 1
      const state = stateOf(room, low)
      if (!state) return
      mine.low = low
      post({ type: 'room', view: { room, entries, state, draft } })
    })
  }

  return {
    received: async (message) => {
      const watch = v.safeParse(watchSchema, message)
      if (!watch.success) return
      isVisible = watch.output.showing
      const { room } = watch.output
      if (room === null) watched = undefined
      else if (watched?.room !== room) await open(room)
    },
    overview: (overview) => post({ type: 'overview', overview }),
    entries: (room, entries) => shown(room, (state) => post({ type: 'entries', room, entries, state })),
    state: (room) => shown(room, (state) => post({ type: 'state', room, state })),
    opened: async (room) => {
      // Nothing that comes next fits to what it has.
      if (watched?.room === room) await open(room)
    },
    older: async (room) => {
      const of = watched
      const before = of?.room === room ? of.low : undefined
      if (of === undefined || before === undefined) return
      await source.entries(room, before, PAGE_ENTRIES, (entries) => {
        if (watched !== of || of.low !== before) return
        of.low = entries[0]?.seq ?? before
        shown(room, (state) => post({ type: 'older', room, entries, state }))
      })
    },
    isShowing: (room) => isVisible && watched?.room === room,
  }
}
