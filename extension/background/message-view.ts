import type { Action } from '../../protocol/action.ts'
import type { Entry, LogId, RoomId, Seq } from '../../protocol/entry.ts'
import { parseExtras, type MessageEntry } from '../../protocol/message.ts'
import { fail, ok, type Result } from '../../protocol/result.ts'
import { timeline, type MessageState } from '../../protocol/timeline.ts'
import { failAction, type ActionFailure } from '../shared/action-failure.ts'
import type { MessageView, PinnedMessage } from '../shared/requests.ts'
import type { Channel } from './channel/channel.ts'
import type { JournalReader } from './channel/journal.ts'

interface Place {
  room: RoomId
  seq: Seq
}

/** One message by itself, with who has it: from what is kept, or else from the server. */
export async function messageView(
  channel: Channel,
  journal: JournalReader,
  place: Place,
): Promise<Result<MessageView, ActionFailure>> {
  const message = await findMessage(channel, journal, place)
  if (!message.ok) return message
  const { entry, state, room, logId } = message.value
  return ok({
    room,
    logId,
    author: entry.author,
    text: entry.body.text,
    at: entry.at,
    ...parseExtras(entry),
    claimedBy: state.claimedBy?.name,
  })
}

/** The message's action at `index`, as the log has it: a page names it and cannot change it. */
export async function actionOf(
  channel: Channel,
  journal: JournalReader,
  { index, ...place }: Place & { index: number },
): Promise<Result<Action, ActionFailure>> {
  const message = await findMessage(channel, journal, place)
  if (!message.ok) return message
  const action = parseExtras(message.value.entry).actions[index]
  return action ? ok(action) : failAction('malformed', 'This message has no such button.', { kind: 'gone' })
}

interface FoundMessage {
  entry: MessageEntry
  state: MessageState
  /** The room's name. */
  room: string
  logId: LogId
}

const gone = failAction('malformed', 'This message is not here any more.', { kind: 'gone' })

async function findMessage(
  channel: Channel,
  journal: JournalReader,
  { room: id, seq }: Place,
): Promise<Result<FoundMessage, ActionFailure>> {
  const room = channel.room(id)
  if (!room) return fail('unknown_room', 'You are not in this room any more.')
  const { name, logId } = room.saved()
  if (logId === undefined) return gone
  const found = await findEntries(channel, journal, { room: id, seq })
  if (!found.ok) return found
  const item = timeline(found.value).find(({ entry }) => entry.seq === seq)
  return item?.kind === 'message' ? ok({ entry: item.entry, state: item.state, room: name, logId }) : gone
}

/** The entry and what is about it, in order. */
async function findEntries(
  channel: Channel,
  journal: JournalReader,
  { room, seq }: Place,
): Promise<Result<Entry[]>> {
  const kept = await journal.entry(room, seq)
  if (kept) return ok([kept, ...(await journal.about(room, seq))])
  const read = await channel.readEntry(room, seq)
  return read.ok ? ok([...read.value.entries, ...read.value.later]) : read
}

/** What is pinned in the room now, as the server has it. */
export async function pinnedMessages(channel: Channel, room: RoomId): Promise<Result<PinnedMessage[]>> {
  if (!channel.room(room)) return fail('unknown_room', 'You are not in this room any more.')
  const read = await channel.readPinned(room)
  if (!read.ok) return read
  const { entries, later } = read.value
  const pinned = new Set(entries.map(({ seq }) => seq))
  return ok(
    timeline([...entries, ...later]).flatMap((item) => {
      // Replies to a pinned message are about it, too.
      if (item.kind !== 'message' || !pinned.has(item.entry.seq)) return []
      const { seq, author, at, body } = item.entry
      return [{ seq, author, title: parseExtras(item.entry).title, text: body.text, at }]
    }),
  )
}
