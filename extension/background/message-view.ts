import type { Action } from '../../protocol/action.ts'
import { parseExtras, type MessageEntry } from '../../protocol/message.ts'
import { fail, ok, type Result } from '../../protocol/result.ts'
import { timeline, type MessageState } from '../../protocol/timeline.ts'
import { failAction, type ActionFailure } from '../shared/action-failure.ts'
import type { MessageView } from '../shared/requests.ts'
import type { Channel } from './channel/channel.ts'
import type { JournalReader } from './channel/journal.ts'

interface Place {
  room: string
  seq: number
}

/** One message by itself, with who has it, from what is kept. */
export async function messageView(
  channel: Channel,
  journal: JournalReader,
  place: Place,
): Promise<Result<MessageView, ActionFailure>> {
  const message = await keptMessage(channel, journal, place)
  if (!message.ok) return message
  const { entry, state, room, logId } = message.value
  return ok({
    room,
    logId,
    author: entry.author.name,
    text: entry.body.text,
    at: entry.at,
    ...parseExtras(entry),
    claimedBy: state.claimedBy?.name,
  })
}

/** The message's action at `index`, as the journal has it: a page names it and cannot change it. */
export async function actionOf(
  channel: Channel,
  journal: JournalReader,
  { index, ...place }: Place & { index: number },
): Promise<Result<Action, ActionFailure>> {
  const message = await keptMessage(channel, journal, place)
  if (!message.ok) return message
  const action = parseExtras(message.value.entry).actions[index]
  return action ? ok(action) : failAction('malformed', 'This message has no such button.', { kind: 'gone' })
}

interface KeptMessage {
  entry: MessageEntry
  state: MessageState
  /** The room's name. */
  room: string
  logId: string
}

async function keptMessage(
  channel: Channel,
  journal: JournalReader,
  { room: id, seq }: Place,
): Promise<Result<KeptMessage, ActionFailure>> {
  const room = channel.room(id)
  if (!room) return fail('unknown_room', 'You are not in this room any more.')
  const { name, logId } = room.saved()
  const entry = await journal.entry(id, seq)
  const [item] = entry ? timeline([entry, ...(await journal.about(id, seq))]) : []
  if (logId === undefined || item?.kind !== 'message')
    return failAction('malformed', 'This message is not here any more.', { kind: 'gone' })
  return ok({ entry: item.entry, state: item.state, room: name, logId })
}
