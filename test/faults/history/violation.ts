/**
 * The ways in which a guarantee can be broken (docs/guarantees.md).
 *
 * - `missing`: an acknowledged entry is not at its place in the log.
 * - `lost`: a message that was shown as queued is neither in the log nor in the outbox, and its author did not remove it.
 * - `duplicate`: one id of one device has two places, or was applied, shown or alerted twice.
 * - `gap`: a log or what a client keeps of it has a hole, or a client went on after one.
 * - `disagreement`: a client holds something else at a seq than the log.
 * - `order`: applied or shown in another order than the log's, or one device's messages in another than it queued them.
 * - `unsent`: a message that nobody sent, or not this person, or not in these words, or that they had removed.
 * - `leaked`: an entry of a room or a word about it reached somebody who is no member, or they keep the room at the end; or
 *   a secret reached a place that must not hold it.
 * - `admitted`: somebody was let in, or changed something, who has to be refused.
 * - `drawn`: a text was drawn as something else than text, or led elsewhere than it reads.
 * - `behind`: at the end a client does not hold all of a room, or its outbox still waits.
 * - `unanswered`: a command that asked for an answer got none on a connection that lives, or two, or no `Result`.
 * - `invalid`: the log holds what no schema takes, or what nobody was answered for.
 * - `broken`: a program ended, logged an error or no line of JSON, or had its own prototypes changed.
 */
export type ViolationKind =
  | 'missing'
  | 'lost'
  | 'duplicate'
  | 'gap'
  | 'disagreement'
  | 'order'
  | 'unsent'
  | 'leaked'
  | 'admitted'
  | 'drawn'
  | 'behind'
  | 'unanswered'
  | 'invalid'
  | 'broken'

export interface Violation {
  kind: ViolationKind
  /** A sentence with the client, the room and the entries involved. */
  what: string
}
