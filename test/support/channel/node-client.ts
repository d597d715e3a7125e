import { randomUUID } from 'node:crypto'
import { startChannel, type Channel } from '../../../extension/background/channel/channel.ts'
import { systemClock } from '../../../extension/background/channel/clock.ts'
import { join } from '../../../extension/background/channel/join.ts'
import type { Journal, SavedAccount } from '../../../extension/background/channel/journal.ts'
import { openSocketTransport } from '../../../extension/background/channel/socket-transport.ts'
import { isMessage, type Entry } from '../../../protocol/entry.ts'
import { parseInviteLink } from '../../../protocol/invite-link.ts'
import { createMemoryJournal } from './memory-journal.ts'
import { silentListener } from './silent-listener.ts'
import { waitFor } from '../wait-for.ts'

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

export async function startNodeClient(account: SavedAccount, journal: Journal): Promise<NodeClient> {
  const applied = new Map<string, Entry[]>()
  const channel = await startChannel({
    account,
    journal,
    clock: systemClock,
    openTransport: openSocketTransport,
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
  const client: NodeClient = {
    account,
    journal,
    channel,
    entries,
    texts,
    send: async (room, text) => {
      await waitFor(() => channel.room(room)?.level() === true, `${account.me.name} has #${room}`)
      const id = randomUUID()
      await channel.outbox.add({ room, id, text })
      await waitFor(() => entries(room).some((entry) => entry.id === id), `"${text}" is in the log`)
    },
    receive: (room, text) =>
      waitFor(() => texts(room).includes(text), `${account.me.name} receives "${text}"`),
    connected: () => waitFor(() => channel.state().state === 'connected', `${account.me.name} is connected`),
    close: () => channel.close(),
  }
  // What its rooms open with is not told entry by entry, so a test begins when they are open.
  const isOpen = (): boolean => channel.rooms().length > 0 && channel.rooms().every((room) => room.level())
  await waitFor(isOpen, `${account.me.name} has all rooms`)
  return client
}
