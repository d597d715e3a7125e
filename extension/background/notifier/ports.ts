import type { Action } from '../../../protocol/action.ts'
import type { Entry, EntryId, LogId, RoomId, Seq } from '../../../protocol/entry.ts'
import type { Result } from '../../../protocol/result.ts'
import type { Corner } from '../../shared/device-settings.ts'
import type { ToastCard, ToastPush } from '../../shared/toast-messages.ts'

// What the notifier needs of the browser and of the rest of the background.

/** The tab in front of the person. */
export interface FrontTab {
  tabId: number
  /** As in `location.hostname`; undefined where we may not know it. */
  host: string | undefined
  /** Why we may not inject into it; undefined: we may. */
  refused: 'no-page' | 'no-access' | undefined
}

/** What is found of a toast in a tab. */
export type Probed =
  | 'mounted'
  /** The page did something to it. */
  | 'tampered'
  /** Another document is there, or the host went by itself. */
  | 'elsewhere'
  /** The document is still loading, or is one that cannot be asked, or the tab is gone. */
  | 'no answer'

/** The injected side of a toast. Each call settles within a time limit, whatever the page does; none rejects. */
export interface Pages {
  /** The active tab of the focused window. Undefined: no window of ours is in front. */
  frontTab(): Promise<FrontTab | undefined>
  /**
   * Puts the invisible host with its frame into the page, instead of any earlier one. False: that page cannot hold it,
   * or not in time; then nothing stays there.
   */
  mount(tabId: number, nonce: string, options: { corner: Corner }): Promise<boolean>
  /** Gives the host its height in CSS pixels and makes it visible. False: it is gone. */
  reveal(tabId: number, nonce: string, height: number): Promise<boolean>
  /** False: the host of this nonce was gone before. */
  unmount(tabId: number, nonce: string): Promise<boolean>
  probe(tabId: number, nonce: string): Promise<Probed>
  /** The frame gets the focus; false: it is not there. */
  focus(tabId: number, nonce: string): Promise<boolean>
  /** The focus goes back to where it was in the page. */
  blur(tabId: number, nonce: string): Promise<void>
}

/** Where a message to the background comes from, as the browser says it. */
export interface ToastSender {
  tabId: number | undefined
  frameId: number | undefined
}

/** The background's end of the port of a toast's frame. Posting to one that has gone does nothing. */
export interface ToastPort {
  post(push: ToastPush): void
  onGone(listener: () => void): void
}

/** What a notification of the operating system says. */
export interface SystemContent {
  card: ToastCard
  /** Messages besides this one. */
  more: number
  /** It stays until somebody does something, where the browser can. */
  urgent: boolean
  /** It may make the system's sound. */
  sound: boolean
}

/** Notifications of the operating system. None of the calls rejects. */
export interface SystemNotifications {
  /** The permission may come and go at any time. */
  available(): boolean
  /** `rewrite` is silent, and shows nothing anew. */
  updates(): boolean
  /** Every notification of ours that is open, those of a worker before this one too. */
  ids(): Promise<string[]>
  show(id: string, content: SystemContent): Promise<void>
  /** Updates an open notification, and does not show it anew where the browser can; does nothing if it was closed. */
  rewrite(id: string, content: SystemContent): Promise<void>
  clear(id: string): Promise<void>
}

/** The log as this browser has it. */
export interface LogReader {
  /** Undefined: it is not here. */
  entry(room: RoomId, seq: Seq): Promise<Entry | undefined>
  /** What is about it, in order. */
  about(room: RoomId, seq: Seq): Promise<Entry[]>
}

/** Messages by their seqs, each with what is about it, in order. */
export type FoundMessages = ReadonlyMap<Seq, readonly Entry[]>

/** Where the alert state outlives the worker. */
export interface AlertStorage {
  /** Whatever was stored last; it is checked when it is read. */
  load(): Promise<unknown>
  save(state: unknown): Promise<void>
  /**
   * One transaction, so that of two running workers only one admits an entry: reads up to which seq entries of the log were
   * admitted (0: none), stores what `admit` makes of that, and raises the mark to `upTo`. All of it or nothing.
   */
  admit(logId: LogId, upTo: Seq, admit: (alertedUpTo: Seq) => unknown): Promise<void>
}

/** Of a message's actions the one at this index, or ours. */
export type ToConfirm = 'acknowledge' | 'claim' | 'action-0' | 'action-1' | 'action-2'

/** An answer from a card. */
export interface CardReply {
  room: RoomId
  /** The message that the card shows. */
  to: Seq
  id: EntryId
  text: string
  /** What the card saved last: it may be a beginning of the text. */
  draft: string
  holdMs: number
}

/** What a person does with a message from a card or a notification, and where it leads. */
export interface MessageActions {
  /** The person has read the room so far: on all devices. */
  markRead(room: RoomId, upTo: Seq): Promise<void>
  /** Settles when it is stored in the outbox; `draft`, what the card saved of it, goes with it. */
  reply(message: CardReply): Promise<Result<null>>
  /** False: it is on its way already. */
  undo(id: EntryId): Promise<boolean>
  claim(room: RoomId, seq: Seq): Promise<Result<null>>
  runAction(action: Action): Promise<Result<{ status: number | undefined }>>
  /** A page of our own asks there: a click in this browser's frames can be stolen. */
  confirm(message: { room: RoomId; key: string }, what: ToConfirm): Promise<void>
  saveDraft(room: RoomId, text: string): Promise<void>
  /** Undefined: whatever was open last. */
  openRoom(room: RoomId | undefined): void
}
