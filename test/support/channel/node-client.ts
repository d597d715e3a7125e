import { randomUUID } from 'node:crypto'
import { startChannel, type Channel } from '../../../extension/background/channel/channel.ts'
import { systemClock } from '../../../extension/background/clock.ts'
import { join } from '../../../extension/background/channel/join.ts'
import type { Journal, SavedAccount } from '../../../extension/background/channel/journal.ts'
import type { Transport } from '../../../extension/background/channel/transport.ts'
import { openSocketTransport } from '../../../extension/background/channel/socket-transport.ts'
import { isKind, type AboutInput, type AboutKind, type EntryOf } from '../../../protocol/entry-kinds.ts'
import type { Entry, Priority } from '../../../protocol/entry.ts'
import { isMessage, type MessageInput } from '../../../protocol/message.ts'
import { parseInviteLink } from '../../../protocol/invite-link.ts'
import { createMemoryJournal } from './memory-journal.ts'
import { silentListener } from './silent-listener.ts'
import { waitFor } from '../wait-for.ts'

/** A message as its publisher sees it: the priority goes beside the body. */
export type Published = MessageInput & { priority?: Priority }

type ChangeKind = Exclude<AboutKind, 'claim'>
type ChangeBody<K extends ChangeKind> = EntryOf<K>['body']

/** A person without a browser: the channel that ships, in Node. */
export interface NodeClient {
  account: SavedAccount
  journal: Journal
  channel: Channel
  /** What was applied, in order, a room. */
  entries(room: string): Entry[]
  texts(room: string): string[]
  /** Settles when the message has its place in the log and was applied here. */
  send(room: string, text: string): Promise<void>
  /** A message as a publisher writes it: with title, priority and actions. Settles with its entry when it was applied. */
  publish(room: string, message: Published): Promise<Entry>
  /** The same of a reply to the message at `about`. */
  reply(room: string, about: number, text: string): Promise<Entry>
  /** An edit, a deletion, a reaction or a pin of the message at `about`: settles with its entry when it was applied. */
  change<K extends ChangeKind>(room: string, about: number, kind: K, body: ChangeBody<K>): Promise<Entry>
  /** Settles with the claim's entry when it was applied. */
  claim(room: string, seq: number): Promise<Entry>
  /** Settles when this text was applied. */
  receive(room: string, text: string): Promise<void>
  connected(): Promise<void>
  close(): Promise<void>
}

/** The name is of no use with a link that adds a browser. */
export async function joinAsNodeClient(link: string, name?: string): Promise<NodeClient> {
  const invite = parseInviteLink(link)
  if (!invite.ok) throw new Error(`Not an invite link (${invite.error}).`)
  const { server, secret } = invite.value
  const answer = await join(
    server,
    { invite: secret, attempt: randomUUID(), ...(name === undefined ? {} : { name }) },
    fetch,
  )
  if (!answer.ok) throw new Error(`Not joined: ${JSON.stringify(answer.error)}`)
  return startNodeClient(
    { server, token: answer.value.token, me: answer.value.person },
    createMemoryJournal(),
  )
}

async function append(channel: Channel, entry: AboutInput): Promise<void> {
  const answer = await channel.append(entry)
  if (!answer.ok) throw new Error(`No ${entry.kind}: ${JSON.stringify(answer)}`)
}

export async function startNodeClient(account: SavedAccount, journal: Journal): Promise<NodeClient> {
  const applied = new Map<string, Entry[]>()
  // The channel sends texts alone: what only publishers write goes by the same connection.
  let transport: Transport | undefined
  const channel = await startChannel({
    account,
    journal,
    clock: systemClock,
    openTransport: (address, listen) => (transport = openSocketTransport(address, listen)),
    hasNetwork: () => true,
    offlineSince: undefined,
    listener: {
      ...silentListener,
      entries: (room, entries) => void applied.set(room.id, [...(applied.get(room.id) ?? []), ...entries]),
    },
  })
  const entries = (room: string): Entry[] => applied.get(room) ?? []
  const texts = (room: string): string[] =>
    entries(room)
      .filter(isMessage)
      .map((entry) => entry.body.text)
  async function entryWith(room: string, is: (entry: Entry) => boolean, what: string): Promise<Entry> {
    await waitFor(() => entries(room).some(is), `${what} is in the log of #${room}`)
    return entries(room).find(is) as Entry
  }
  const client: NodeClient = {
    account,
    journal,
    channel,
    entries,
    texts,
    send: async (room, text) => {
      await waitFor(() => channel.room(room)?.caughtUp() === true, `${account.me.name} has #${room}`)
      const id = randomUUID()
      await channel.outbox.add({ room, id, kind: 'message', body: { text } })
      await waitFor(() => entries(room).some((entry) => entry.id === id), `"${text}" is in the log`)
    },
    publish: async (room, { priority, ...body }) => {
      await waitFor(() => channel.room(room)?.caughtUp() === true, `${account.me.name} has #${room}`)
      const id = randomUUID()
      const answer = await transport?.send('append', { room, id, kind: 'message', priority, body })
      if (answer?.ok !== true) throw new Error(`Not published: ${JSON.stringify(answer)}`)
      return entryWith(room, (entry) => entry.id === id, `"${body.text}"`)
    },
    reply: async (room, about, text) => {
      const id = randomUUID()
      await channel.outbox.add({ room, id, kind: 'message', about, body: { text } })
      return entryWith(room, (entry) => entry.id === id, `the reply "${text}"`)
    },
    change: async (room, about, kind, body) => {
      const id = randomUUID()
      await append(channel, { room, id, kind, about, body })
      return entryWith(room, (entry) => entry.id === id, `the ${kind} of ${about}`)
    },
    claim: async (room, seq) => {
      await append(channel, { room, id: randomUUID(), kind: 'claim', about: seq, body: {} })
      const mine = (entry: Entry) =>
        isKind(entry, 'claim') && entry.about === seq && entry.author.id === account.me.id
      return entryWith(room, mine, `the claim of ${seq}`)
    },
    receive: (room, text) =>
      waitFor(() => texts(room).includes(text), `${account.me.name} receives "${text}"`),
    connected: () => waitFor(() => channel.state().state === 'connected', `${account.me.name} is connected`),
    close: () => channel.close(),
  }
  // What its rooms open with does not come entry by entry, so a test begins when they are open.
  const isOpen = (): boolean => channel.rooms().length > 0 && channel.rooms().every((room) => room.caughtUp())
  await waitFor(isOpen, `${account.me.name} has all rooms`)
  return client
}
