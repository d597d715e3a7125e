import { randomUUID } from 'node:crypto'
import { startChannel, type Channel } from '../../../extension/background/channel/channel.ts'
import { systemClock, type Clock } from '../../../extension/background/clock.ts'
import { join } from '../../../extension/background/channel/join.ts'
import type { Journal, SavedAccount } from '../../../extension/background/channel/journal.ts'
import { openSocketTransport } from '../../../extension/background/channel/socket-transport.ts'
import type { OpenTransport } from '../../../extension/background/channel/transport.ts'
import { parseInviteLink } from '../../../protocol/invite-link.ts'
import type { CommandInput, CommandValue } from '../../../protocol/up.ts'
import { createMemoryJournal } from '../../support/channel/memory-journal.ts'
import { silentListener } from '../../support/channel/silent-listener.ts'
import type { History } from '../history/history.ts'

export interface ClientOptions {
  history: History
  /** As the history names it. */
  name: string
  account: SavedAccount
  /** Default: in memory, which outlives `restart`. */
  journal?: Journal
  openTransport?: OpenTransport
  clock?: Clock
}

/** The channel that ships, in Node, with all that it does and hears in the history. */
export interface RecordedClient {
  name: string
  account: SavedAccount
  journal: Journal
  channel(): Channel
  /** Settles when the message is queued; answers with its id. `holdMs`: it is held back so long. */
  send(room: string, text?: string, holdMs?: number): Promise<string>
  /** Removes a message that is still held back, if there is one there. */
  undo(room: string): Promise<void>
  /** Connected, every room caught up, nothing waiting: not even for the entry of a message that was acknowledged. */
  level(): boolean
  /** How far it holds each room: room → `logId:cursor`. */
  cursors(): ReadonlyMap<string, string>
  /** The background dies and another begins on the same journal. */
  restart(): Promise<void>
  close(): Promise<void>
  /** Records what the journal holds: call it when all is over. */
  recordKept(): Promise<void>
}

/** Uses an invite up. The name is of no use with a link that adds a browser. */
export async function joinForAccount(link: string, name?: string): Promise<SavedAccount> {
  const invite = parseInviteLink(link)
  if (!invite.ok) throw new Error(`Not an invite link (${invite.error}).`)
  const { server, secret } = invite.value
  const named = name === undefined ? {} : { name }
  const answer = await join(server, { invite: secret, attempt: randomUUID(), ...named }, fetch)
  if (!answer.ok) throw new Error(`Not joined: ${JSON.stringify(answer.error)}`)
  return { server, token: answer.value.token, me: answer.value.person }
}

export async function startRecordedClient(options: ClientOptions): Promise<RecordedClient> {
  const { history, name, account } = options
  const journal = options.journal ?? createMemoryJournal()
  let channel = await startOne(options, journal)
  return {
    name,
    account,
    journal,
    channel: () => channel,
    send: async (room, text, holdMs) => {
      const id = randomUUID()
      const message = text ?? `${name} ${id}`
      history.record(name, { type: 'sending', room, id, text: message })
      await channel.outbox.add({
        room,
        id,
        kind: 'message',
        body: { text: message },
        ...(holdMs === undefined ? {} : { holdMs }),
      })
      history.record(name, { type: 'queued', room, id })
      return id
    },
    undo: async (room) => {
      const item = channel.outbox.items(room).find(({ notBefore }) => notBefore !== undefined)
      if (item && (await channel.outbox.delete(item.id)))
        history.record(name, { type: 'withdrawn', room, id: item.id })
    },
    level: () =>
      channel.state().state === 'connected' &&
      channel.rooms().length > 0 &&
      channel.rooms().every((room) => room.caughtUp()) &&
      channel.outbox.rooms().length === 0,
    cursors: () =>
      new Map(
        channel.rooms().map((room) => {
          const { id, logId, cursor } = room.saved()
          return [id, `${logId}:${cursor}`]
        }),
      ),
    restart: async () => {
      await channel.close()
      channel = await startOne(options, journal)
    },
    close: () => channel.close(),
    recordKept: () => recordKept(history, name, journal),
  }
}

async function startOne(options: ClientOptions, journal: Journal): Promise<Channel> {
  const { history, name, account, clock = systemClock } = options
  const kept = await journal.rooms()
  const rooms = kept.map(({ id, logId, cursor }) => ({ room: id, logId, cursor }))
  history.record(name, { type: 'started', person: account.me.id, rooms })
  const channel: Channel = await startChannel({
    account,
    journal,
    clock,
    openTransport: recordAnswers(options.openTransport ?? openSocketTransport, history, name),
    hasNetwork: () => true,
    offlineSince: undefined,
    listener: {
      ...silentListener,
      entries: ({ id, logId = '' }, entries) =>
        history.record(name, { type: 'applied', room: id, logId, entries }),
      opened: (room) => {
        const { logId, cursor } = channel.room(room)?.saved() ?? { logId: undefined, cursor: 0 }
        history.record(name, { type: 'opened', room, logId, cursor })
      },
    },
  })
  return channel
}

/** What the server answered to `append`, before the channel hears of it. */
const recordAnswers =
  (open: OpenTransport, history: History, name: string): OpenTransport =>
  (address, listener) => {
    const transport = open(address, listener)
    return {
      ...transport,
      send: async (command, input) => {
        const answer = await transport.send(command, input)
        if (command !== 'append') return answer
        const { room, id, about } = input as CommandInput<'append'>
        if (about !== undefined) {
          if (answer.ok) {
            const { logId, seq } = answer.value as CommandValue<'append'>
            history.record(name, { type: 'claimed', room, message: about, logId, seq })
          }
        } else if (answer.ok) {
          const { logId, seq } = answer.value as CommandValue<'append'>
          history.record(name, { type: 'acknowledged', room, id, logId, seq })
        } else if (
          !['unavailable', 'rate_limited', 'storage_full', 'unauthorized'].includes(answer.error.code)
        ) {
          history.record(name, { type: 'refused', room, id, code: answer.error.code })
        }
        return answer
      },
    }
  }

async function recordKept(history: History, name: string, journal: Journal): Promise<void> {
  const rooms = await Promise.all(
    (await journal.rooms()).map(async (saved) => ({
      saved,
      entries: await journal.entries(saved.id, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    })),
  )
  // One whose answer came waits for its entry alone: it is in the log.
  const outbox = (await journal.outbox()).map(({ room, id }) => ({ room, id }))
  history.record(name, { type: 'kept', rooms, outbox })
}
