import { isKind } from '../../protocol/entry-kinds.ts'
import { parseExtras, isMessage, type MessageEntry } from '../../protocol/message.ts'
import type { Action } from '../../protocol/action.ts'
import { fail, ok, type Result } from '../../protocol/result.ts'
import { failDeed, type DeedFailure } from '../bridge/deed-failure.ts'
import type { MessageView } from '../bridge/requests.ts'
import type { Channel } from './channel/channel.ts'
import type { Journal } from './channel/journal.ts'

interface Place {
  room: string
  seq: number
}

/** One message by itself, with who has it, from what is kept. */
export async function messageView(
  channel: Channel,
  journal: Journal,
  place: Place,
): Promise<Result<MessageView, DeedFailure>> {
  const message = await keptMessage(channel, journal, place)
  if (!message.ok) return message
  const { entry, room, logId } = message.value
  const claim = (await journal.about(place.room, place.seq)).find((one) => isKind(one, 'claim'))
  return ok({
    ...{ room, logId },
    author: entry.author.name,
    text: entry.body.text,
    at: entry.at,
    ...parseExtras(entry),
    claimedBy: claim?.author.name,
  })
}

/** The action that stands at `index` of the message; what a page says of it is not listened to. */
export async function actionOf(
  channel: Channel,
  journal: Journal,
  { index, ...place }: Place & { index: number },
): Promise<Result<Action, DeedFailure>> {
  const message = await keptMessage(channel, journal, place)
  if (!message.ok) return message
  const action = parseExtras(message.value.entry).actions[index]
  return action ? ok(action) : failDeed('malformed', 'This message has no such button.', { kind: 'gone' })
}

async function keptMessage(
  channel: Channel,
  journal: Journal,
  { room: id, seq }: Place,
): Promise<Result<{ entry: MessageEntry; room: string; logId: string }, DeedFailure>> {
  const room = channel.room(id)
  if (!room) return fail('unknown_room', 'You are not in this room any more.')
  const { name, logId } = room.saved()
  const entry = await journal.entry(id, seq)
  if (logId === undefined || !entry || !isMessage(entry))
    return failDeed('malformed', 'This message is not here any more.', { kind: 'gone' })
  return ok({ entry, room: name, logId })
}
