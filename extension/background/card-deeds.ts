import { fail, type Result } from '../../protocol/result.ts'
import { openConfirm } from '../platform/confirm-page.ts'
import type { Channel } from './channel/channel.ts'
import type { LocalState } from './journal/local-state.ts'
import type { CardDeeds } from './notifier/toast-requests.ts'
import { send } from './page-requests.ts'
import type { RunAction } from './run-action.ts'

interface CardDeedsDeps {
  local: LocalState
  channel: () => Channel | undefined
  runAction: RunAction
  openRoom: (room: string | undefined) => void
}

const left = fail('unauthorized', 'This browser has left the server.')

/** What a card does goes the same way as when a page of ours does it. */
export function createCardDeeds({ local, channel, runAction, openRoom }: CardDeedsDeps): CardDeeds {
  const joined = async (use: (channel: Channel) => Promise<Result<null>>): Promise<Result<null>> => {
    const now = channel()
    return now ? use(now) : left
  }
  return {
    seen: async (room, seq) => void (await channel()?.seen(room, seq)),
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
