import type { Entry, Person } from '../../../protocol/entry.ts'
import type { Push } from '../../../protocol/down.ts'
import { fail, type Result } from '../../../protocol/result.ts'
import type { CommandValue, Room } from '../../../protocol/up.ts'
import { createAttentionSync, type AttentionSync } from './attention-sync.ts'
import { claimMessage } from './claim-message.ts'
import type { Clock } from './clock.ts'
import { createConnectedUntil } from './connected-until.ts'
import { createConnection, type Connection, type ConnectionState } from './connection.ts'
import type { Journal, SavedAccount, SavedRoom } from './journal.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createRoomSync, newRoom, relistRoom, type RoomSync } from './room-sync.ts'
import { createPageReader, type ReadRange } from './page-reader.ts'
import type { OpenTransport, TransportEvent } from './transport.ts'
import { createTypingSignal } from './typing-signal.ts'

/** A room's list is asked for again so long after an answer that failed. */
const ROOMS_AGAIN_MS = 1_000

/** What the channel tells. All of it has been stored before. */
export interface ChannelListener {
  connection(state: ConnectionState): void
  /** Rooms came or went, or a name, a number of members or of unread messages changed. */
  rooms(): void
  /** Entries that follow what was applied before. `fill`: read from the log after something was missed. */
  entries(room: SavedRoom, entries: Entry[], via: 'push' | 'fill'): void
  /** What was missed has been read, or reading it was broken off: no more `fill` belongs to those before. */
  caughtUp(): void
  /** What is kept of a room was replaced. */
  opened(room: string): void
  outbox(room: string): void
  seen(room: string, seq: number): void
  typing(room: string, author: Person): void
  /** Attention settings changed, here or elsewhere, or what of them is unsent did. */
  attention(): void
  /** The server's heartbeat, and each attempt to connect. */
  heartbeat(): void
}

export interface ChannelDeps {
  account: SavedAccount
  journal: Journal
  clock: Clock
  openTransport: OpenTransport
  hasNetwork: () => boolean
  offlineSince: number | undefined
  listener: ChannelListener
}

/** One person's rooms on one server: what the extension, a bot and a load test have in common. */
export interface Channel {
  state(): ConnectionState
  /** Try to connect now. `asked`: by the person, so even where a refusal has ended it. */
  nudge(asked?: boolean): void
  /** By name. */
  rooms(): RoomSync[]
  room(id: string): RoomSync | undefined
  outbox: Outbox
  seen(room: string, seq: number): Promise<void>
  attention: AttentionSync
  /**
   * "I have it", of the message at `seq`. Needs the connection: nobody is told that waits. A repeat of it by this device
   * claims nothing more. Ok: it is in the log; its entry comes like any other.
   */
  claim(room: string, seq: number): Promise<Result<null>>
  /**
   * Until when this device was last known to have everything: during the connection before this one, or the last one
   * while there is none. The server's clock, ms; undefined: never. It stays the same for as long as a connection lasts.
   */
  lastConnected(): number | undefined
  typing(room: string): void
  addBrowser(): Promise<Result<CommandValue<'add-browser'>>>
  /** Ends the connection and waits for what was begun in the journal; nothing is told afterwards. */
  close(): Promise<void>
}

/** Reads the journal, then connects. */
export async function startChannel(deps: ChannelDeps): Promise<Channel> {
  const { account, journal, clock, listener } = deps
  const rooms = new Map<string, RoomSync>()
  let closed = false
  let filling = false
  const tell = <T extends unknown[]>(run: (...args: T) => void) => {
    return (...args: T): void => {
      if (!closed) run(...args)
    }
  }

  const range: ReadRange = (input) => (closed ? Promise.resolve(gone) : connection.send('range', input))
  const pages = createPageReader(range, () => clock.now())

  for (const saved of await journal.rooms()) rooms.set(saved.id, await openRoom(saved))
  const outbox = createOutbox(await journal.outbox(), {
    journal,
    clock,
    append: (input) => connection.send('append', input),
    connected: isConnected,
    changed: tell(listener.outbox),
  })
  const attention = createAttentionSync(await journal.attention(), {
    journal,
    clock,
    send: (name, input) => connection.send(name, input),
    connected: isConnected,
    changed: tell(listener.attention),
  })
  const connectedUntil = createConnectedUntil(await journal.connectedUntil(), {
    clock,
    now: () => attention.now(),
    save: (at) => journal.saveConnectedUntil(at),
  })
  const connection: Connection = createConnection({
    openTransport: deps.openTransport,
    address: account,
    clock,
    hasNetwork: deps.hasNetwork,
    offlineSince: deps.offlineSince,
    changed: tell(listener.connection),
    event: tell(onEvent),
    attempting: tell(listener.heartbeat),
  })

  function isConnected(): boolean {
    return !closed && connection.state().state === 'connected'
  }

  async function openRoom(saved: SavedRoom): Promise<RoomSync> {
    const room = createRoomSync(saved, {
      journal,
      clock,
      me: account.me.id,
      range,
      pages,
      applied: tell((_, entries, via, removed) => {
        outbox.removed(removed)
        filling ||= via === 'fill'
        listener.entries(room.saved(), entries, via)
        listener.rooms()
      }),
      opened: tell((_, removed) => {
        outbox.removed(removed)
        listener.opened(saved.id)
        listener.rooms()
      }),
      reset: tell(() => {
        outbox.forgetAcknowledged(saved.id)
        void listRooms()
      }),
      settled: tell(() => {
        if (!isLevel()) return
        endFilling()
        connectedUntil.level()
      }),
    })
    await room.recount()
    return room
  }

  const isLevel = (): boolean => isConnected() && [...rooms.values()].every((room) => room.level())

  function endFilling(): void {
    if (filling) listener.caughtUp()
    filling = false
  }

  function onEvent(event: Exclude<TransportEvent, { type: 'refused' }>): void {
    switch (event.type) {
      case 'connected':
        outbox.pump()
        attention.pump()
        return void listRooms()
      case 'lost':
        connectedUntil.ended()
        for (const room of rooms.values()) room.post({ type: 'disconnected' })
        return endFilling()
      case 'ping':
        if (isLevel()) connectedUntil.level()
        return listener.heartbeat()
      case 'push':
        return onPush(event)
    }
  }

  function onPush(event: Extract<TransportEvent, { type: 'push' }>): void {
    switch (event.name) {
      case 'entries': {
        const { room, logId, entries } = event.push
        return rooms.get(room)?.post({ type: 'pushed', logId, entries })
      }
      case 'heads':
        return onHeads(event.push)
      case 'rooms':
        return void inOrder(() => onRooms(event.push.rooms))
      case 'seen':
        return void moveSeen(event.push.room, event.push.seq)
      case 'signal':
        return listener.typing(event.push.room, event.push.author)
      case 'attention':
        return attention.told(event.push)
      case 'room':
        return onRoomChanged(event.push)
    }
  }

  function onRoomChanged({ id, name, members }: Push<'room'>): void {
    const room = rooms.get(id)
    if (room) void room.update((saved) => ({ ...saved, name, members })).then(tell(listener.rooms))
  }

  /** Changes of the set of rooms, one after another. */
  let last: Promise<unknown> = Promise.resolve()
  function inOrder(task: () => Promise<void>): Promise<void> {
    const run = last.then(() => (closed ? undefined : task()))
    last = run.catch(() => undefined)
    return run.catch(() => undefined)
  }

  async function listRooms(): Promise<void> {
    const answer = await connection.send('rooms', {})
    if (answer.ok) return inOrder(() => onRooms(answer.value.rooms))
    if (connection.state().state === 'connected') clock.after(ROOMS_AGAIN_MS, () => void listRooms())
  }

  async function onRooms(list: Room[]): Promise<void> {
    for (const listed of list) {
      const known = rooms.get(listed.id)
      const room = known ?? (await openRoom(newRoom(listed)))
      rooms.set(listed.id, room)
      if (known) await room.update((saved) => relistRoom(saved, listed))
      tellSeen(room, listed)
      room.post({ type: 'head', logId: listed.logId, seq: listed.head })
    }
    await forgetOthers(new Set(list.map((room) => room.id)))
    tell(listener.rooms)()
  }

  function onHeads(heads: Push<'heads'>): void {
    for (const [id, head] of Object.entries(heads)) {
      const room = rooms.get(id)
      if (!room) return void listRooms()
      room.post({ type: 'head', logId: head.logId, seq: head.seq })
      if (head.logId === room.saved().logId) void moveSeen(id, head.seen)
      tellSeen(room, head)
    }
    const gone = [...rooms.keys(), ...outbox.acknowledgedIn()].some((id) => heads[id] === undefined)
    if (gone) void inOrder(() => forgetOthers(new Set(Object.keys(heads)))).then(tell(listener.rooms))
  }

  async function forgetOthers(mine: Set<string>): Promise<void> {
    for (const id of new Set([...rooms.keys(), ...outbox.acknowledgedIn()])) {
      if (mine.has(id)) continue
      const room = rooms.get(id)
      rooms.delete(id)
      await room?.close()
      outbox.removed(await journal.removeRoom(id))
      tell(listener.opened)(id)
    }
  }

  /** The read mark never goes back. */
  async function moveSeen(id: string, seq: number): Promise<boolean> {
    const room = rooms.get(id)
    if (room?.saved().logId === undefined || seq <= room.saved().seen) return false
    await room.update((saved) => ({ ...saved, seen: Math.max(saved.seen, seq), reloaded: false }))
    tell(listener.seen)(id, seq)
    tell(listener.rooms)()
    return true
  }

  /** What was read here while the server could not be told. */
  function tellSeen(room: RoomSync, known: { logId: string; seen: number }): void {
    const { id, seen, logId } = room.saved()
    if (logId === known.logId && seen > known.seen) void connection.send('seen', { room: id, seq: seen })
  }

  return {
    state: () => connection.state(),
    nudge: (asked) => connection.nudge(asked),
    rooms: () => [...rooms.values()].sort((a, b) => a.saved().name.localeCompare(b.saved().name)),
    room: (id) => rooms.get(id),
    outbox,
    seen: async (id, seq) => {
      const moved = await moveSeen(id, Math.min(seq, rooms.get(id)?.saved().cursor ?? 0))
      if (moved) void connection.send('seen', { room: id, seq })
    },
    attention,
    claim: async (room, seq) => {
      if (!rooms.has(room)) return fail('unknown_room', 'You are not in this room any more.')
      if (!isConnected()) return fail('unavailable', 'Not connected: nobody would hear that you have it.')
      return claimMessage(connection.send, room, seq)
    },
    lastConnected: () => connectedUntil.last(),
    typing: createTypingSignal(connection.send, clock),
    addBrowser: () => connection.send('add-browser', {}),
    close: async () => {
      closed = true
      connection.close()
      await Promise.all([last, attention.close(), connectedUntil.close()])
      await Promise.all([...rooms.values()].map((room) => room.close()))
    },
  }
}

const gone = fail('unavailable', 'The channel was closed.')
