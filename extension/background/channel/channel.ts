import type { Entry } from '../../../protocol/entry.ts'
import { formatInviteLink, parseInviteLink } from '../../../protocol/invite-link.ts'
import { fail, ok, type Result } from '../../../protocol/result.ts'
import type { CommandValue } from '../../../protocol/up.ts'
import { createAttentionSync, type AttentionSync } from './attention-sync.ts'
import { createCatchUp } from './catch-up.ts'
import { claimMessage } from './claim-message.ts'
import type { Clock } from '../clock.ts'
import { createConnectedUntil } from './connected-until.ts'
import { createConnection, type Connection, type ConnectionState } from './connection.ts'
import type { Journal, SavedAccount, SavedRoom } from './journal.ts'
import type { ChannelListener } from './listener.ts'
import { createOnEvent, type ChannelEvent } from './on-event.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createPageReader, type ReadRange } from './page-reader.ts'
import { createPushBudget } from './push-budget.ts'
import { createReadMarks } from './read-marks.ts'
import { createRoomList } from './room-list.ts'
import { createRoomSync, type RoomSync } from './room-sync.ts'
import { signOut } from './sign-out.ts'
import type { OpenTransport } from './transport.ts'
import { createTypingSignal } from './typing-signal.ts'
import { countOthers } from './unread.ts'

export interface ChannelDeps {
  account: SavedAccount
  journal: Journal
  clock: Clock
  openTransport: OpenTransport
  hasNetwork: () => boolean
  offlineSince: number | undefined
  /** From before a restart of the background: the server sent too much, and is left alone until then. */
  pausedUntil?: number | undefined
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
  /** Goes on with a room that was stopped, since the server kept replacing its log. */
  retryRoom(room: string): Promise<void>
  /** Ends this device's token. Not ok: it lives on, as far as is known. */
  signOut(): Promise<Result<null>>
  addBrowser(): Promise<Result<CommandValue<'add-browser'>>>
  /** Ends the connection and waits for what was begun in the journal; nothing is told afterwards. */
  close(): Promise<void>
}

/** Reads the journal, then connects. */
export async function startChannel(deps: ChannelDeps): Promise<Channel> {
  const { account, journal, clock, listener } = deps
  let closed = false
  const tell = <T extends unknown[]>(run: (...args: T) => void) => {
    return (...args: T): void => {
      if (!closed) run(...args)
    }
  }
  const isConnected = (): boolean => !closed && connection.state().state === 'connected'
  const send: Connection['send'] = (name, input) =>
    closed ? Promise.resolve(gone) : connection.send(name, input)

  const marks = createReadMarks({
    room: (id) => rooms.get(id),
    ...{ clock, send },
    moved: tell((id, seq) => {
      listener.seen(id, seq)
      listener.rooms()
    }),
  })
  const outbox = createOutbox(await journal.outbox(), {
    ...{ journal, clock, connected: isConnected },
    append: (input) => send('append', input),
    changed: tell(listener.outbox),
  })
  const attention = createAttentionSync(await journal.attention(), {
    ...{ journal, clock, send, isConnected },
    changed: tell(listener.attention),
  })
  const connectedUntil = createConnectedUntil(await journal.connectedUntil(), {
    clock,
    now: () => attention.now(),
    save: (at) => journal.saveConnectedUntil(at),
  })
  const catchUp = createCatchUp({
    ...{ rooms: () => rooms.all(), isConnected, connectedUntil },
    caughtUp: tell(listener.caughtUp),
  })
  const rooms = createRoomList({
    ...{ journal, clock, outbox, marks, send, isConnected },
    open: createOpenRoom(),
    left: tell(listener.opened),
    told: tell(listener.rooms),
  })
  for (const saved of await journal.rooms()) await rooms.restore(saved)
  const onEvent = createOnEvent({
    ...{ rooms, marks, outbox, attention, catchUp, listener },
    level: () => connectedUntil.level(),
  })
  const connection: Connection = createConnection({
    ...{ openTransport: deps.openTransport, address: account, clock, hasNetwork: deps.hasNetwork },
    ...{ offlineSince: deps.offlineSince, pausedUntil: deps.pausedUntil },
    changed: tell(listener.connection),
    event: tell((event: ChannelEvent) => onEvent(event)),
    attempting: tell(listener.heartbeat),
  })

  function createOpenRoom(): (saved: SavedRoom) => RoomSync {
    const range: ReadRange = (input) => send('range', input)
    const pages = createPageReader(range, clock)
    const budget = createPushBudget()
    return (saved) =>
      createRoomSync(saved, {
        ...{ journal, clock, range, pages, budget, me: account.me.id },
        applied: tell((room, entries, via, removed) => {
          outbox.removed(removed)
          if (via === 'fill') catchUp.filled()
          listener.entries(room.saved(), entries, via)
          listener.rooms()
        }),
        opened: tell((room, removed, skipped) => {
          outbox.removed(removed)
          if (skipped) catchUp.skipped(tellSkipped(room, skipped))
          listener.opened(saved.id)
          listener.rooms()
        }),
        reset: tell(() => {
          outbox.forgetAcknowledged(saved.id)
          void rooms.ask()
        }),
        stopped: tell(listener.rooms),
        settled: tell(() => catchUp.settled()),
      })
  }

  /** Once the server's count is here: what was skipped is counted nowhere else. */
  async function tellSkipped(room: RoomSync, entries: Entry[]): Promise<void> {
    await rooms.ask()
    if (closed) return
    const here = countOthers(entries, room.saved().seen, account.me.id)
    listener.skipped(room.saved(), entries, Math.max(0, room.unread() - here))
  }

  return {
    state: () => connection.state(),
    nudge: (asked) => connection.nudge(asked),
    rooms: () => rooms.all().sort((a, b) => a.saved().name.localeCompare(b.saved().name)),
    room: (id) => rooms.get(id),
    outbox,
    seen: async (id, seq) => {
      const moved = await marks.move(id, Math.min(seq, rooms.get(id)?.saved().cursor ?? 0))
      if (moved) void send('seen', { room: id, seq })
    },
    attention,
    claim: async (room, seq) => {
      if (!rooms.get(room)) return fail('unknown_room', 'You are not in this room any more.')
      if (!isConnected()) return fail('unavailable', 'Not connected: nobody would hear that you have it.')
      return claimMessage(send, room, seq)
    },
    lastConnected: () => connectedUntil.last(),
    typing: createTypingSignal(send, clock),
    retryRoom: async (id) => {
      const room = rooms.get(id)
      if (!room?.stopped()) return
      room.post({ type: 'retry' })
      await room.update((saved) => ({ ...saved, replacedAt: [] }))
      void rooms.ask()
    },
    signOut: () => signOut(connection.state(), send, clock),
    addBrowser: () => addBrowser(send, account.server),
    close: async () => {
      closed = true
      connection.close()
      await Promise.all([rooms.close(), attention.close(), connectedUntil.close()])
    },
  }
}

/** The link is made here: whatever the server answers, it leads to that server. */
async function addBrowser(
  send: Connection['send'],
  server: string,
): Promise<Result<CommandValue<'add-browser'>>> {
  const answer = await send('add-browser', {})
  if (!answer.ok) return answer
  const link = parseInviteLink(answer.value.link)
  if (!link.ok || link.value.for !== 'browser')
    return fail('unavailable', 'The server answered with something that is no link.')
  return ok({ ...answer.value, link: formatInviteLink(server, link.value.secret) })
}

const gone = fail('unavailable', 'The channel was closed.')
