import type { Entry, Person } from '../../protocol/entry.ts'
import type { Journal, SavedRoom } from './channel/journal.ts'
import type { LocalState } from './journal/local-state.ts'
import type { Notifier } from './notifier/notifier.ts'

interface ArrivalsDeps {
  notifier: Pick<Notifier, 'arrived' | 'caughtUp'>
  journal: Pick<Journal, 'entries'>
  local: Pick<LocalState, 'alertedUpTo'>
  me: () => Person | undefined
  seenOf: (room: string) => number
}

/** What the channel has stored, on its way to the notifier: all of it waits until `begin` has settled. */
export interface Arrivals {
  /**
   * Once, with the rooms as the journal has them. A worker that dies after it has stored entries, and before they were
   * considered, is followed by one whose channel goes on behind them: they are told of here, before anything new.
   */
  begin(rooms: SavedRoom[]): Promise<void>
  entries(room: SavedRoom, entries: Entry[], via: 'push' | 'catch-up'): void
  caughtUp(): void
}

export function createArrivals({ notifier, journal, local, me, seenOf }: ArrivalsDeps): Arrivals {
  let open = (): void => undefined
  const begun = new Promise<void>((resolve) => (open = resolve))

  function arrived(room: SavedRoom, entries: Entry[], via: 'push' | 'catch-up'): void {
    const person = me()
    const { id, name, members, logId } = room
    if (person === undefined || logId === undefined) return
    // Looked up when it is decided: it may have been read on another device meanwhile.
    const live = {
      id,
      name,
      members,
      get seen() {
        return seenOf(id)
      },
    }
    void notifier.arrived({ room: live, logId, entries, via, me: person })
  }

  async function again(room: SavedRoom): Promise<void> {
    const { id, logId, low, cursor } = room
    if (logId === undefined) return
    const upTo = await local.alertedUpTo(logId)
    // 0: of this log nothing was considered yet, it is the first page. Where what is kept begins later, it is a page that
    // was loaded anew. Neither has arrived: it was there before this device looked.
    if (upTo === 0 || upTo < low - 1 || upTo >= cursor) return
    arrived(room, await journal.entries(id, cursor + 1, cursor - upTo), 'catch-up')
  }

  return {
    begin: async (rooms) => {
      // What cannot be read is on the badge; it must not hold up what comes.
      await Promise.all(rooms.map((room) => again(room).catch(() => undefined)))
      open()
    },
    entries: (room, entries, via) => void begun.then(() => arrived(room, entries, via)),
    caughtUp: () => void begun.then(() => notifier.caughtUp()),
  }
}
