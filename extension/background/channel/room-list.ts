import type { Push } from '../../../protocol/down.ts'
import type { RoomId } from '../../../protocol/entry.ts'
import type { Room } from '../../../protocol/up.ts'
import type { Clock } from '../clock.ts'
import type { Journal, SavedRoom } from './journal.ts'
import { createNewestOnly } from './newest-only.ts'
import type { Outbox } from './outbox.ts'
import type { ReadMarks } from './read-marks.ts'
import { newRoom, relistRoom } from './kept-room.ts'
import type { RoomSync } from './room-sync.ts'
import type { Transport } from './transport.ts'

/** A list that could not be had is asked for again after this time; twice as long after each further failure. */
const AGAIN_MS = 1_000
const AGAIN_LONGEST_MS = 30_000
/** What a server says of the set of rooms is taken ten times at once, and then once a second. */
const TAKEN = { burst: 10, everyMs: 1_000 }
/** So often the list is asked for, whatever the server says of rooms that nobody knows. */
const ASKED = { burst: 10, everyMs: 3_000 }

/** The person's rooms: who comes and who goes, one change after another. */
export interface RoomList {
  get(id: RoomId): RoomSync | undefined
  all(): RoomSync[]
  /** From the journal, at the start. */
  restore(saved: SavedRoom): Promise<void>
  /** Asks the server for the list. Settles when the answer has been taken, or there was none. */
  refresh(): Promise<void>
  /** The server sent the whole list. */
  listed(rooms: Room[]): void
  heads(heads: Push<'heads'>): void
  /** One room's name or number of members changed. */
  changed(room: Push<'room'>): void
  close(): Promise<void>
}

interface RoomListDeps {
  journal: Journal
  clock: Clock
  outbox: Pick<Outbox, 'acknowledgedIn' | 'removedWithRoom'>
  marks: ReadMarks
  send: Transport['send']
  isConnected: () => boolean
  open: (saved: SavedRoom) => RoomSync
  /** A room is not the person's any more. */
  left: (id: RoomId) => void
  /** Rooms came or went, or what is said of one changed. */
  roomsChanged: () => void
}

/** What was said last, each of it of all rooms; `heads` were said after `rooms`. */
interface Said {
  rooms?: Room[]
  heads?: Push<'heads'>
}

/** A list of rooms says more than what was said before it. */
const mergeSaid = (before: Said, next: Said): Said => (next.rooms ? next : { ...before, ...next })

export function createRoomList(deps: RoomListDeps): RoomList {
  const { journal, clock, outbox, marks, roomsChanged } = deps
  const rooms = new Map<RoomId, RoomSync>()
  let closed = false

  const said = createNewestOnly<Said>(clock, TAKEN, take, mergeSaid)
  const request = createListRequest(deps, (list) => said.put({ rooms: list }))

  async function add(saved: SavedRoom): Promise<RoomSync> {
    const room = deps.open(saved)
    await room.recount()
    rooms.set(saved.id, room)
    return room
  }

  async function take({ rooms: list, heads }: Said): Promise<void> {
    if (list) await takeList(list)
    if (heads) await takeHeads(heads)
    roomsChanged()
  }

  async function takeList(list: Room[]): Promise<void> {
    for (const listed of list) {
      if (closed) return
      const known = rooms.get(listed.id)
      if (known) await relist(known, listed)
      const room = known ?? (await add(newRoom(listed)))
      marks.sendIfNewer(room, listed)
      room.post({ type: 'head', logId: listed.logId, seq: listed.head })
    }
    await forgetOthers(new Set(list.map((room) => room.id)))
  }

  async function takeHeads(heads: Push<'heads'>): Promise<void> {
    const entries = Object.entries(heads)
    for (const [id, head] of entries) {
      const room = rooms.get(id)
      if (room) takeHead(room, head, marks)
    }
    if (entries.some(([id]) => !rooms.has(id))) void request.send()
    await forgetOthers(new Set(Object.keys(heads)))
  }

  async function forgetOthers(mine: Set<RoomId>): Promise<void> {
    for (const id of new Set([...rooms.keys(), ...outbox.acknowledgedIn()])) {
      if (closed || mine.has(id)) continue
      const room = rooms.get(id)
      rooms.delete(id)
      await room?.close()
      outbox.removedWithRoom(id, await journal.removeRoom(id))
      deps.left(id)
    }
  }

  return {
    get: (id) => rooms.get(id),
    all: () => [...rooms.values()],
    restore: async (saved) => void (await add(saved)),
    refresh: request.send,
    listed: (list) => void said.put({ rooms: list }),
    heads: (heads) => void said.put({ heads }),
    changed: (push) => rename(rooms.get(push.id), push, roomsChanged),
    close: async () => {
      closed = true
      await Promise.all([request.close(), said.close()])
      await Promise.all([...rooms.values()].map((room) => room.close()))
    },
  }
}

/** Asks the server for the list of rooms, again and again until it answers or the connection ends (SPEC 4.10). */
function createListRequest(
  { clock, send, isConnected }: Pick<RoomListDeps, 'clock' | 'send' | 'isConnected'>,
  listed: (rooms: Room[]) => Promise<void>,
) {
  let failures = 0
  let cancel = (): void => undefined

  const requests = createNewestOnly<null>(clock, ASKED, async () => {
    cancel()
    const answer = await send('rooms', {})
    if (answer.ok) {
      failures = 0
      return listed(answer.value.rooms)
    }
    if (!isConnected()) return
    const delay = Math.min(AGAIN_MS * 2 ** Math.min(failures, 10), AGAIN_LONGEST_MS)
    failures += 1
    cancel = clock.after(delay, () => void (isConnected() && requests.put(null)))
  })

  return {
    send: () => requests.put(null),
    close: () => {
      cancel()
      return requests.close()
    },
  }
}

/** Without a write where nothing changed: there may be a thousand rooms. */
async function relist(room: RoomSync, listed: Room): Promise<void> {
  const next = relistRoom(room.saved(), listed)
  if (JSON.stringify(next) === JSON.stringify(room.saved())) return
  await room.update((saved) => relistRoom(saved, listed))
}

function takeHead(room: RoomSync, head: Push<'heads'>[string], marks: ReadMarks): void {
  const { id, logId } = room.saved()
  room.post({ type: 'head', logId: head.logId, seq: head.seq })
  if (head.logId === logId) void marks.move(id, Math.min(head.seen, head.seq))
  marks.sendIfNewer(room, head)
}

function rename(room: RoomSync | undefined, { name, members }: Push<'room'>, renamed: () => void): void {
  if (room === undefined) return
  const now = room.saved()
  if (name === now.name && members === now.members) return
  void room.update((saved) => ({ ...saved, name, members })).then(renamed, () => undefined)
}
