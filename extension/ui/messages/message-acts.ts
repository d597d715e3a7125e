import type { EntryId, Seq, ServerTime } from '../../../protocol/entry.ts'
import type { MessageLine } from './log-lines.ts'
import type { Quoted } from '../composer/compose-mode.ts'

/** What a text said, and since when. */
export interface Version {
  text: string
  at: ServerTime
}

/** A deletion waits this long, so that it can be undone. */
export const UNDO_MS = 5_000

/** What a person can do with the messages of a room. One object for as long as the room shows. */
export interface MessageActs {
  reply(line: MessageLine): void
  edit(line: MessageLine): void
  remove(seq: Seq): void
  react(line: MessageLine, emoji: string): void
  pin(line: MessageLine): void
  copy(text: string): void
  /** Its address, which leads to it in the extension. */
  copyLink(line: MessageLine): void
  /** Of what waits in the outbox. */
  retry(id: EntryId): void
  takeOut(id: EntryId): void
  /** Goes to the composer. */
  write(): void
}

/** What a person can do within the log. */
export interface LogActs {
  /** `from`: the key of the line that leads there. */
  jump(seq: Seq, from: string): void
  showReplies(seq: Seq | undefined): void
  versions(line: MessageLine): Version[]
  /** A message that is older than what is shown; `gone`: it was deleted; undefined: it cannot be had now. */
  original(seq: Seq): Promise<Quoted | 'gone' | undefined>
}
