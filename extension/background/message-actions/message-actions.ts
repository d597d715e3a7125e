import type { RoomId, Seq } from '../../../protocol/entry.ts'
import { isMessage } from '../../../protocol/message.ts'
import { openConfirm } from '../../platform/confirm-page.ts'
import type { Channel } from '../channel/channel.ts'
import type { JournalReader } from '../channel/journal.ts'
import type { LocalState } from '../journal/local-state.ts'
import { claimOf } from '../../shared/requests.ts'
import type { MessageActions } from '../notifier/ports.ts'
import { createWhenJoined } from '../when-joined.ts'
import { send } from '../wiring/page-requests.ts'
import type { RunAction } from './run-action.ts'

interface MessageActionDeps {
  local: LocalState
  journal: Pick<JournalReader, 'entries'>
  channel: () => Channel | undefined
  runAction: RunAction
  openRoom: (room: RoomId | undefined) => void
}

/** Of the newest entries so many are looked at: what comes between a card and its answer is mostly one or two. */
const NEWEST = 50

/** What a person does with a message on a card goes the same way as on a page of ours. */
export function createMessageActions(deps: MessageActionDeps): MessageActions {
  const { local, journal, channel, runAction, openRoom } = deps
  const whenJoined = createWhenJoined(channel)
  /** Without a quote the answer would seem to be to that one. */
  const hasNewer = async (room: RoomId, seq: Seq): Promise<boolean> => {
    const newest = await journal.entries(room, Infinity, NEWEST)
    return newest.some((entry) => entry.seq > seq && isMessage(entry))
  }
  return {
    markRead: async (room, seq) => void (await channel()?.seen(room, seq)),
    reply: ({ draft, to, ...message }) =>
      whenJoined(async (now) => {
        // The last signs of a draft may be unsaved, and only a draft that is the text goes with it.
        if ((await local.draft(message.room)) === draft) await local.saveDraft(message.room, message.text)
        return send(now, { ...message, about: (await hasNewer(message.room, to)) ? to : undefined })
      }),
    undo: async (id) => (await channel()?.outbox.delete(id)) ?? false,
    claim: (room, seq) => whenJoined((now) => now.append(claimOf(room, seq))),
    runAction,
    confirm: openConfirm,
    saveDraft: (room, text) => local.saveDraft(room, text),
    openRoom,
  }
}
