import type { SavedRoom } from '../../../extension/background/channel/journal.ts'
import type { Entry } from '../../../protocol/entry.ts'

/** What one client did or heard, in its own order. `client` names one browser or bot, through all its restarts. */
export type ClientEvent =
  /** A background began with what the disk held. `person` is the id of whose client it is. */
  | { type: 'started'; person: string; rooms: { room: string; logId: string | undefined; cursor: number }[] }
  /** It is about to be put into the outbox; a client that dies here has promised nothing. */
  | { type: 'sending'; room: string; id: string; text: string }
  /** The person was shown that it waits: from here on it must not get lost. */
  | { type: 'queued'; room: string; id: string }
  | { type: 'acknowledged'; room: string; id: string; logId: string; seq: number }
  | { type: 'refused'; room: string; id: string; code: string }
  /** "I have it", of the entry at `message`, was answered with this place: of this claim, or of the first one. */
  | { type: 'claimed'; room: string; message: number; logId: string; seq: number }
  /** Its author removed it before it was sent. */
  | { type: 'withdrawn'; room: string; id: string }
  /** Given to whoever shows or notifies: entries that follow what was applied before. */
  | { type: 'applied'; room: string; logId: string; entries: Entry[] }
  /** What is kept of the room was replaced; `logId` undefined: by nothing. */
  | { type: 'opened'; room: string; logId: string | undefined; cursor: number }
  /** Ids of messages as a screen showed them at one moment, from top to bottom. */
  | { type: 'screen'; room: string; ids: string[] }
  /** A toast or a notification of the operating system showed this message. */
  | { type: 'alerted'; room: string; id: string }
  /** What the disk holds at the end. */
  | { type: 'kept'; rooms: { saved: SavedRoom; entries: Entry[] }[]; outbox: { room: string; id: string }[] }

export type HistoryEvent = ClientEvent & { client: string; /** ms since the history began. */ at: number }

/** One room's log as a database held it. A log that was replaced (SPEC 2.4) is recorded before that. */
export interface RecordedLog {
  room: string
  logId: string
  floor: number
  head: number
  entries: Entry[]
  /** Every place that was ever given to a device's id. */
  keys: { device: string; id: string; seq: number }[]
  /** Ids of the people who are members at the end. */
  members: string[]
  /** False for a log that was replaced later. */
  current: boolean
}
