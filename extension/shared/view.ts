import type { Level, PersonSettings } from '../../protocol/notification-settings.ts'
import type { Entry, Person } from '../../protocol/entry.ts'
import type { Failure } from '../../protocol/result.ts'
import type { DeviceSettings } from './device-settings.ts'

/**
 * How the background stands with the server. `offline` is what the person sees while it goes on trying; `since` is
 * this machine's clock in ms. `signed-out` and `outdated` do not heal by themselves, so it has stopped trying.
 */
export type Connection =
  | { state: 'connecting' }
  | { state: 'connected' }
  /** `no-network`: the browser itself says so. `no-answer`: server down, or a certificate that the browser refuses. */
  | { state: 'offline'; since: number; why: 'no-network' | 'no-answer' }
  /** The server sent more than is taken; it is left alone until then, this machine's clock in ms. */
  | { state: 'offline'; since: number; why: 'too-much'; until: number }
  | { state: 'signed-out' }
  | { state: 'outdated' }

export interface Account {
  /** Origin and path, without a slash at the end. */
  server: string
  me: Person
}

export interface RoomSummary {
  id: string
  name: string
  unread: number
  members: number
  /** The person's own setting for it; null: as everywhere. */
  level: Level | null
  /** The server's clock, ms UTC; null: not muted. It may lie in the past. */
  mutedUntil: number | null
  /** One is no longer in it; it stays while messages that were written for it wait to be seen. */
  left?: true
  /** The server kept replacing its history: it is shown as it was, until the person tries again. */
  stopped?: true
}

/** What every page of ours knows from its first message on. Small: it is sent whole at each change. */
export interface Overview {
  /** Undefined: not joined. */
  account: Account | undefined
  /** A join that was begun and has no answer yet; it goes on without the page that began it. */
  joining: { link: string; name: string } | undefined
  connection: Connection
  rooms: RoomSummary[]
  /** Messages in all rooms that the server has not acknowledged. */
  unsent: number
  /** The same on all devices of the person. */
  settings: PersonSettings
  /** Changes of notification settings that the server has not heard of yet. */
  settingsUnsent: boolean
  device: DeviceSettings
  /** The text of messages is hidden just now: by the setting, or since the screen is shared. */
  textHidden: 'no' | 'by-setting' | 'sharing'
  /** The server's clock minus this machine's, ms. */
  clockOffset: number
  /** The room that was looked at last, or that a notification asked to open. */
  current: string | undefined
}

/** A message of ours that the log does not hold yet. */
export interface Queued {
  id: string
  text: string
  /** When it was written, this machine's clock in ms. */
  at: number
  /** Set: refused for good, with the reason; it waits for Retry or Delete. */
  refused: Failure | undefined
}

/** All of a watched room but its entries. */
export interface RoomState {
  /** The person's read mark. */
  seen: number
  /** Older entries can be asked for. */
  more: boolean
  /** Nothing is known of this room yet; its newest page is on its way. */
  loading: boolean
  /** Set when the log turned out to be another one and was loaded anew; shown as a line in the room. */
  reloaded: boolean
  outbox: Queued[]
  /** Names of those who type just now. */
  typing: string[]
}

export interface RoomView {
  room: string
  /** Contiguous and ascending: the newest part of what is cached. */
  entries: Entry[]
  state: RoomState
  /** What was half typed. Only in the snapshot: from then on the page knows better. */
  draft: string
}
