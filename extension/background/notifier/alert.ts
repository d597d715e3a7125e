import { isMessage, type Entry, type MessageEntry } from '../../../protocol/entry.ts'
import type { ToastContent } from '../../bridge/toast-messages.ts'
import { decide } from './decide.ts'

/** Entries of one room that were just applied, ascending. */
export interface Arrival {
  /** `seen` is the person's read mark. */
  room: { id: string; name: string; members: number; seen: number }
  logId: string
  entries: Entry[]
  /** `catch-up`: read from the log after a (re)connect or a missed push. */
  via: 'push' | 'catch-up'
  /** The id of the person whose browser this is. */
  me: string
}

/** An arrival with what only the notifier knows of its room. */
export interface Candidate extends Arrival {
  showing: boolean
  /** Entries up to this seq were alerted before. */
  alertedUpTo: number
}

/** One message to tell, perhaps with others that came along. */
export interface Alert {
  logId: string
  seq: number
  room: string
  content: ToastContent
}

/** The identity of an alert and the id of its notification in the operating system. */
export const alertKey = ({ logId, seq }: Pick<Alert, 'logId' | 'seq'>): string => `${logId}:${seq}`

/** Undefined for an id that no alert of ours has. */
export function parseAlertKey(key: string): { logId: string; seq: number } | undefined {
  const match = /^([\w-]{1,64}):([1-9]\d{0,15})$/.exec(key)
  return match?.[1] === undefined ? undefined : { logId: match[1], seq: Number(match[2]) }
}

const alerting = (candidate: Candidate): MessageEntry[] =>
  candidate.entries.filter(isMessage).filter(
    (entry) =>
      decide({
        message: true,
        mine: entry.author.id === candidate.me,
        read: entry.seq <= candidate.room.seen,
        showing: candidate.showing,
        alerted: entry.seq <= candidate.alertedUpTo,
        members: candidate.room.members,
      }) === 'alert',
  )

/** The one alert of all that came together: the newest message, and how many others there are. */
export function pickAlert(candidates: Candidate[]): Alert | undefined {
  let newest: { entry: MessageEntry; from: Candidate } | undefined
  let count = 0
  for (const from of candidates) {
    const entries = alerting(from)
    count += entries.length
    const last = entries.at(-1)
    if (last !== undefined && (newest === undefined || last.at >= newest.entry.at))
      newest = { entry: last, from }
  }
  if (newest === undefined) return undefined
  const { entry, from } = newest
  return {
    logId: from.logId,
    seq: entry.seq,
    room: from.room.id,
    content: { author: entry.author.name, room: from.room.name, text: entry.body.text, more: count - 1 },
  }
}
