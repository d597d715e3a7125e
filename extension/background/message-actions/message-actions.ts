import { fail, type Result } from '../../../protocol/result.ts'
import { openConfirm } from '../../platform/confirm-page.ts'
import type { Channel } from '../channel/channel.ts'
import type { LocalState } from '../journal/local-state.ts'
import type { MessageActions } from '../notifier/ports.ts'
import { send } from '../wiring/page-requests.ts'
import type { RunAction } from './run-action.ts'

interface MessageActionDeps {
  local: LocalState
  channel: () => Channel | undefined
  runAction: RunAction
  openRoom: (room: string | undefined) => void
}

const left = fail('unauthorized', 'This browser has left the server.')

/** What a person does with a message on a card goes the same way as on a page of ours. */
export function createMessageActions(deps: MessageActionDeps): MessageActions {
  const { local, channel, runAction, openRoom } = deps
  const joined = async (use: (channel: Channel) => Promise<Result<null>>): Promise<Result<null>> => {
    const now = channel()
    return now ? use(now) : left
  }
  return {
    markRead: async (room, seq) => void (await channel()?.seen(room, seq)),
    reply: (message) => joined((now) => send(now, message)),
    undo: async (id) => (await channel()?.outbox.delete(id)) ?? false,
    claim: (room, seq) =>
      joined((now) => now.append({ room, id: crypto.randomUUID(), kind: 'claim', about: seq, body: {} })),
    runAction,
    confirm: openConfirm,
    saveDraft: (room, text) => local.saveDraft(room, text),
    openRoom,
  }
}
