import type { Entry, Person, RoomId } from '../../../protocol/entry.ts'
import type { HubMessage } from '../../shared/hub-messages.ts'
import type { Overview } from '../../shared/view.ts'
import { createPageView, type PageSource, type PageView } from './page-view.ts'
import { createTyping } from './typing.ts'

/** What the hub needs to know of the rooms; the composition root provides it. */
export interface HubSource extends Omit<PageSource, 'typing'> {
  overview(): Overview
  after(ms: number, run: () => void): () => void
}

/** One page of ours. `post` may be called after the page has gone. */
export interface HubPage {
  post(message: HubMessage): void
}

export interface Hub {
  /** A page came: it gets the overview. `received` takes what it sends, unchecked. */
  connect(page: HubPage): { received(message: unknown): void; gone(): void }
  overviewChanged(): void
  /** Entries that follow what was applied before. */
  entries(room: RoomId, entries: Entry[]): void
  /** What is kept of the room was replaced, or is gone. */
  opened(room: RoomId): void
  stateChanged(room: RoomId): void
  /** Sends each page that shows the room what precedes what it has. */
  older(room: RoomId): Promise<void>
  typing(room: RoomId, author: Person): void
  /** A page shows this room and has the person's eyes: visible and focused. */
  isShowing(room: RoomId): boolean
  /** Settles when all pages have what they are to have. Who types is forgotten later, by time. */
  idle(): Promise<void>
}

/** The extension's own pages: a snapshot to each, then changes. It keeps nothing that a restart would lose. */
export function createHub(source: HubSource): Hub {
  const pages = new Set<PageView>()
  const typing = createTyping(source.after, stateChanged)
  const pageSource: PageSource = { ...source, typing: typing.names }
  const dirty = new Set<RoomId>()
  /** What was begun and is not sent yet. */
  const begun = new Set<Promise<void>>()

  /** A page that cannot be sent a snapshot stays without; the next one may come. */
  function begin(work: Promise<void>): void {
    const done = work.catch(() => undefined).finally(() => begun.delete(done))
    begun.add(done)
  }

  /** Once for all that happens in this turn, so that an item never leaves the outbox before its entry shows. */
  function stateChanged(room: RoomId): void {
    if (dirty.size === 0) begin(Promise.resolve().then(sendStates))
    dirty.add(room)
  }

  function sendStates(): void {
    for (const room of dirty) for (const page of pages) page.state(room)
    dirty.clear()
  }

  return {
    connect: (port) => {
      const page = createPageView(pageSource, (message) => port.post(message))
      pages.add(page)
      page.overview(source.overview())
      return {
        received: (message) => begin(page.received(message)),
        gone: () => void pages.delete(page),
      }
    },
    overviewChanged: () => {
      const overview = source.overview()
      for (const page of pages) page.overview(overview)
    },
    entries: (room, entries) => {
      typing.wrote(room, entries)
      for (const page of pages) page.entries(room, entries)
    },
    opened: (room) => {
      for (const page of pages) begin(page.opened(room))
    },
    stateChanged,
    older: async (room) => {
      for (const page of [...pages]) await page.older(room)
    },
    typing: typing.signal,
    isShowing: (room) => [...pages].some((page) => page.isShowing(room)),
    idle: async () => {
      while (begun.size > 0) await Promise.all(begun)
    },
  }
}
