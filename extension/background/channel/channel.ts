import { waitsForConnection, type AboutInput } from '../../../protocol/entry-kinds.ts'
import type { Entry, LocalTime, RoomId, Seq, ServerTime } from '../../../protocol/entry.ts'
import { PINS_MAX } from '../../../protocol/limits.ts'
import { formatInviteLink, parseInviteLink } from '../../../protocol/invite-link.ts'
import { fail, ok, type Result } from '../../../protocol/result.ts'
import type { CommandValue } from '../../../protocol/up.ts'
import { createSettingsSync, type SettingsSync } from './settings-sync.ts'
import { createCatchUp } from './catch-up.ts'
import type { Clock } from '../clock.ts'
import { createConnectedUntil } from './connected-until.ts'
import { createConnection, type Connection } from './connection.ts'
import type { ConnectionState } from './connection-state.ts'
import type { Journal, SavedAccount } from './journal.ts'
import { untilClosed, type ChannelListener } from './listener.ts'
import { createOnEvent } from './on-event.ts'
import { createOpenRoom } from './open-room.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createReadMarks } from './read-marks.ts'
import { createRoomList, type RoomList } from './room-list.ts'
import type { RoomSync } from './room-sync.ts'
import { signOut } from './sign-out.ts'
import type { OpenTransport, Transport } from './transport.ts'
import { createTypingSignal } from './typing-signal.ts'

export interface ChannelDeps {
  account: SavedAccount
  journal: Journal
  clock: Clock
  openTransport: OpenTransport
  hasNetwork: () => boolean
  offlineSince: LocalTime | undefined
  /** From before a restart of the background: the server sent too much, and is left alone until then. */
  pausedUntil?: LocalTime | undefined
  listener: ChannelListener
}

/** Entries that are not kept, and what is about them and comes after them, both in order. */
export interface ReadEntries {
  entries: Entry[]
  later: Entry[]
}

/** One person's rooms on one server: what the extension, a bot and a load test have in common. */
export interface Channel {
  state(): ConnectionState
  /** Try to connect now. `asked`: by the person, so even where a refusal has ended it. */
  nudge(asked?: boolean): void
  /** By name. */
  rooms(): RoomSync[]
  room(id: RoomId): RoomSync | undefined
  outbox: Outbox
  seen(room: RoomId, seq: Seq): Promise<void>
  settings: SettingsSync
  /**
   * Appends an entry about another one, by way of the outbox. Ok: it is stored there, or, of a kind that does not wait for a
   * connection, it is in the log; its entry comes like any other. `unavailable` of such a kind: there is no connection, or
   * it ended before the answer, and then it is sent again with the next one.
   */
  append(entry: AboutInput): Promise<Result<null>>
  /** The entry at `seq`, from the server: for one that is not kept. */
  readEntry(room: RoomId, seq: Seq): Promise<Result<ReadEntries>>
  /** The messages that are pinned, from the server. */
  readPinned(room: RoomId): Promise<Result<ReadEntries>>
  /**
   * Until when this device was last known to have everything: during the connection before this one, or the last one
   * while there is none. The server's clock, ms; undefined: never. It stays the same for as long as a connection lasts.
   */
  lastConnected(): ServerTime | undefined
  typing(room: RoomId): void
  /** Goes on with a room that was stopped, since the server kept replacing its log. */
  retryRoom(room: RoomId): Promise<void>
  /** Ends this device's token. Not ok: it lives on, as far as is known. */
  signOut(): Promise<Result<null>>
  addBrowser(): Promise<Result<CommandValue<'add-browser'>>>
  /** Ends the connection and waits for what was begun in the journal. The listener hears nothing afterwards. */
  close(): Promise<void>
}

/** Reads the journal, then connects. */
export async function startChannel(deps: ChannelDeps): Promise<Channel> {
  const { account, clock } = deps
  let closed = false
  const listener = untilClosed(deps.listener, () => closed)
  const isConnected = (): boolean => !closed && connection.state().state === 'connected'
  const send: Transport['send'] = async (name, input) =>
    closed ? fail('unavailable', 'The channel was closed.') : connection.send(name, input)

  const parts = await restoreParts({ ...deps, listener, send, isConnected })
  const { outbox, settings, connectedUntil, rooms, marks } = parts
  const connection: Connection = createConnection({
    openTransport: deps.openTransport,
    address: account,
    clock,
    hasNetwork: deps.hasNetwork,
    offlineSince: deps.offlineSince,
    pausedUntil: deps.pausedUntil,
    changed: listener.connection,
    event: createOnEvent({ ...parts, listener }),
    attempting: listener.heartbeat,
  })
  return {
    state: connection.state,
    nudge: connection.nudge,
    rooms: () => rooms.all().sort((a, b) => a.saved().name.localeCompare(b.saved().name)),
    room: rooms.get,
    outbox,
    settings,
    lastConnected: connectedUntil.last,
    seen: async (id, seq) => {
      const moved = await marks.move(id, Math.min(seq, rooms.get(id)?.saved().cursor ?? 0))
      if (moved) void send('seen', { room: id, seq })
    },
    append: async (entry) => {
      const room = rooms.get(entry.room)
      if (!room) return fail('unknown_room', 'You are not in this room any more.')
      const waits = waitsForConnection(entry.kind)
      if (!waits && !(isConnected() && room.confirmed()))
        return fail('unavailable', 'Not connected: nobody would hear of it.')
      const id = await outbox.add(entry)
      return waits ? ok(null) : outbox.outcome(id)
    },
    readEntry: async (id, seq) =>
      readEntries(rooms, id, await send('range', { room: id, around: seq, limit: 1 })),
    readPinned: (id) => readPinned(rooms, id, (after) => send('pinned', { room: id, after })),
    typing: createTypingSignal(send, clock),
    retryRoom: (id) => retryRoom(rooms, id),
    signOut: () => signOut(connection.state(), send, clock),
    addBrowser: () => addBrowser(send, account.server),
    close: async () => {
      closed = true
      connection.close()
      outbox.close()
      await Promise.all([rooms.close(), settings.close(), connectedUntil.close()])
    },
  }
}

interface PartsDeps extends Pick<ChannelDeps, 'account' | 'journal' | 'clock' | 'listener'> {
  send: Transport['send']
  isConnected: () => boolean
}

/** All that outlives a connection, as the journal has it. */
async function restoreParts(deps: PartsDeps) {
  const { account, journal, clock, listener, send, isConnected } = deps
  const marks = createReadMarks({
    room: (id) => rooms.get(id),
    clock,
    send,
    moved: (id, seq) => {
      listener.seen(id, seq)
      listener.rooms()
    },
  })
  const outbox = createOutbox(await journal.outbox(), {
    journal,
    clock,
    isConnected,
    isConfirmed: (room) => rooms.get(room)?.confirmed() ?? false,
    append: (input) => send('append', input),
    changed: listener.outbox,
  })
  const settings = createSettingsSync(await journal.settings(), { ...deps, changed: listener.settings })
  const connectedUntil = createConnectedUntil(await journal.connectedUntil(), {
    clock,
    now: settings.now,
    save: journal.saveConnectedUntil,
  })
  const catchUp = createCatchUp({
    rooms: () => rooms.all(),
    isConnected,
    connectedUntil,
    caughtUp: listener.caughtUp,
  })
  const open = createOpenRoom({
    ...deps,
    me: account.me.id,
    outbox,
    catchUp,
    refreshRooms: () => rooms.refresh(),
  })
  const rooms: RoomList = createRoomList({
    ...deps,
    outbox,
    marks,
    open,
    left: listener.opened,
    roomsChanged: listener.rooms,
  })
  for (const saved of await journal.rooms()) await rooms.restore(saved)
  return { marks, outbox, settings, connectedUntil, catchUp, rooms }
}

/** Of another log than the one that is kept nothing is taken: a seq names something else there. */
function readEntries(
  rooms: Pick<RoomList, 'get'>,
  id: RoomId,
  answer: Result<CommandValue<'pinned'>>,
): Result<ReadEntries> {
  if (!answer.ok) return answer
  const { logId, entries, later = [] } = answer.value
  if (rooms.get(id)?.saved().logId !== logId) return fail('unavailable', 'The log is another one.')
  return ok({ entries, later })
}

/** Page after page: fifty long messages do not fit into one answer. */
async function readPinned(
  rooms: Pick<RoomList, 'get'>,
  id: RoomId,
  readPage: (after: Seq | undefined) => Promise<Result<CommandValue<'pinned'>>>,
): Promise<Result<ReadEntries>> {
  const all: ReadEntries = { entries: [], later: [] }
  for (let pages = 0; pages < PINS_MAX; pages += 1) {
    const answer = await readPage(all.entries.at(-1)?.seq)
    const page = readEntries(rooms, id, answer)
    if (!page.ok) return page
    all.entries.push(...page.value.entries)
    all.later.push(...page.value.later)
    if (!answer.ok || page.value.entries.length === 0 || (answer.value.rest ?? 0) === 0) break
  }
  all.later.sort((a, b) => a.seq - b.seq)
  return ok(all)
}

async function retryRoom(rooms: RoomList, id: RoomId): Promise<void> {
  const room = rooms.get(id)
  if (!room?.stopped()) return
  room.post({ type: 'retry' })
  await room.update((saved) => ({ ...saved, replacedAt: [] }))
  void rooms.refresh()
}

/** The link is made here: whatever the server answers, it leads to that server. */
async function addBrowser(
  send: Transport['send'],
  server: string,
): Promise<Result<CommandValue<'add-browser'>>> {
  const answer = await send('add-browser', {})
  if (!answer.ok) return answer
  const link = parseInviteLink(answer.value.link)
  if (!link.ok || link.value.for !== 'browser')
    return fail('unavailable', 'The server answered with something that is no link.')
  return ok({ ...answer.value, link: formatInviteLink(server, link.value.secret) })
}
