import type { Entry, Person } from '../../../protocol/entry.ts'
import { parseExtras, isMessage } from '../../../protocol/message.ts'
import type { ToldMessage } from './board.ts'
import { callsPerson } from '../../bridge/calls/calls-person.ts'

/** Entries of one room that were just applied, ascending. */
export interface Arrival {
  /** `seen` is the person's read mark. */
  room: { id: string; name: string; members: number; seen: number }
  logId: string
  entries: Entry[]
  /** `catch-up`: read from the log after a (re)connect or a missed push. */
  via: 'push' | 'catch-up'
  /** So many unread messages before them were not read here, by the server's count; left out: none. */
  more?: number
  /** The person whose browser this is. */
  me: Person
}

/** The identity of an alert and the id of its notification in the operating system. */
export const alertKey = ({ logId, seq }: { logId: string; seq: number }): string => `${logId}:${seq}`

/** Undefined for an id that no alert of ours has. */
export function parseAlertKey(key: string): { logId: string; seq: number } | undefined {
  const match = /^([\w-]{1,64}):([1-9]\d{0,15})$/.exec(key)
  return match?.[1] === undefined ? undefined : { logId: match[1], seq: Number(match[2]) }
}

/** Undefined: it is no message with a text. */
export function toldMessage(
  entry: Entry,
  { room, logId, me }: Arrival,
  keywords: readonly string[],
): ToldMessage | undefined {
  if (!isMessage(entry)) return undefined
  const { title, priority, actions } = parseExtras(entry)
  const { text } = entry.body
  const calls = callsPerson({ title, text }, { name: me.name, keywords })
  return {
    ...{ key: alertKey({ logId, seq: entry.seq }), logId, seq: entry.seq },
    ...{ room: room.id, roomName: room.name, author: entry.author.name, title, text },
    ...{ priority, actions, at: entry.at, calls },
  }
}
