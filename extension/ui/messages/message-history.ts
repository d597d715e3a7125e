import { isKind } from '../../../protocol/entry-kinds.ts'
import type { Entry, Seq } from '../../../protocol/entry.ts'
import type { Version } from './message-acts.ts'
import { textOf } from './text-of.ts'

/** What a message has said, the newest first. What is shown of a log holds all that follows the message. */
export const messageHistory = (entries: readonly Entry[], seq: Seq): Version[] =>
  entries
    .filter((entry) => entry.seq === seq || (entry.about === seq && isKind(entry, 'edit')))
    .map((entry) => ({ text: textOf(entry), at: entry.at }))
    .reverse()
