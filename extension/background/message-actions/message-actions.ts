import type { RoomId } from '../../../protocol/entry.ts'
import { openConfirm } from '../../platform/confirm-page.ts'
import type { Channel } from '../channel/channel.ts'
import type { LocalState } from '../journal/local-state.ts'
import { claimOf } from '../../shared/requests.ts'
import type { MessageActions } from '../notifier/ports.ts'
import { createWhenJoined } from '../when-joined.ts'
import { send } from '../wiring/page-requests.ts'
import type { RunAction } from './run-action.ts'

interface MessageActionDeps {
  local: LocalState
  channel: () => Channel | undefined
  runAction: RunAction
  openRoom: (room: RoomId | undefined) => void
}

/** What a person does with a message on a card goes the same way as on a page of ours. */
export function createMessageActions(deps: MessageActionDeps): MessageActions {
  const { local, channel, runAction, openRoom } = deps
  const whenJoined = createWhenJoined(channel)
  return {
    markRead: async (room, seq) => void (await channel()?.seen(room, seq)),
    reply: ({ draft, ...message }) =>
      whenJoined(async (now) => {
        // The last signs of a draft may be unsaved, and only a draft that is the text goes with it.
        if ((await local.draft(message.room)) === draft) await local.saveDraft(message.room, message.text)
        return send(now, message)
      }),
    undo: async (id) => (await channel()?.outbox.delete(id)) ?? false,
    claim: (room, seq) => whenJoined((now) => now.append(claimOf(room, seq))),
    runAction,
    confirm: openConfirm,
    saveDraft: (room, text) => local.saveDraft(room, text),
    openRoom,
  }
}
