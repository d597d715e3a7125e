import type { Entry, RoomId } from '../../../protocol/entry.ts'
import type { HubMessage } from '../../shared/hub-messages.ts'
import type { Overview, RoomView } from '../../shared/view.ts'

/** What a page shows. */
export interface PageState {
  /** Undefined until the background has spoken. */
  overview: Overview | undefined
  /** The room that is shown or whose snapshot is on its way. */
  room: RoomId | undefined
  view: RoomView | undefined
  /** The next snapshot replaces all: what was paged in before it is not kept. */
  trimming: boolean
}

export const emptyPage: PageState = { overview: undefined, room: undefined, view: undefined, trimming: false }

export const showRoom = (page: PageState, room: RoomId | undefined): PageState =>
  page.room === room ? page : { ...page, room, view: undefined, trimming: false }

export const trimRoom = (page: PageState): PageState => ({ ...page, trimming: true })

/**
 * `following`: nobody is looking at this page, so it turns to the room that a notification asked to open. A page that
 * is looked at stays where the person put it.
 */
function reduceOverview(page: PageState, overview: Overview, following: boolean): PageState {
  const next = { ...page, overview }
  if (overview.account === undefined) return showRoom(next, undefined)
  const exists = (id: RoomId | undefined) => overview.rooms.some((room) => room.id === id)
  const asked = exists(overview.current) ? overview.current : undefined
  if (!exists(page.room)) return showRoom(next, asked ?? overview.rooms[0]?.id)
  const moved = overview.current !== page.overview?.current
  return following && moved && asked !== undefined ? showRoom(next, asked) : next
}

/**
 * A new snapshot holds the newest part only. What was paged in before it is kept if it is the same log (the same id
 * at the seq where they meet), so that a restarted background does not take the history from under the reader.
 */
function keepOlder(before: Entry[], snapshot: Entry[]): Entry[] {
  const [first] = snapshot
  const meeting = before.findIndex((entry) => entry.seq === first?.seq && entry.id === first.id)
  return meeting > 0 ? [...before.slice(0, meeting), ...snapshot] : snapshot
}

/** Follow the last entry; after a gap, which the background never leaves, what is newer replaces all. */
function append(before: Entry[], entries: Entry[]): Entry[] {
  const last = before.at(-1)?.seq ?? 0
  const fresh = entries.filter((entry) => entry.seq > last)
  const [first] = fresh
  return first === undefined || first.seq === last + 1 ? [...before, ...fresh] : fresh
}

const prepend = (before: Entry[], entries: Entry[]): Entry[] => {
  const first = before[0]?.seq ?? Infinity
  return [...entries.filter((entry) => entry.seq < first), ...before]
}

export function reduceHub(page: PageState, message: HubMessage, following: boolean): PageState {
  if (message.type === 'overview') return reduceOverview(page, message.overview, following)
  if (message.type === 'room') {
    const { view } = message
    if (view.room !== page.room) return page
    const before = page.trimming ? [] : (page.view?.entries ?? [])
    return { ...page, trimming: false, view: { ...view, entries: keepOlder(before, view.entries) } }
  }
  const { view } = page
  if (view === undefined || view.room !== message.room) return page
  const { state } = message
  switch (message.type) {
    case 'entries':
      return { ...page, view: { ...view, state, entries: append(view.entries, message.entries) } }
    case 'older':
      return { ...page, view: { ...view, state, entries: prepend(view.entries, message.entries) } }
    case 'state':
      return { ...page, view: { ...view, state } }
  }
}
