import { expect, it } from 'vitest'
import type { Channel } from '../../../../extension/background/channel/channel.ts'
import type { LocalState } from '../../../../extension/background/journal/local-state.ts'
import { createMessageActions } from '../../../../extension/background/message-actions/message-actions.ts'

/** Sends "Yes" from a card that saved "Ye", while `stored` is the room's draft. Answers with the draft that the send finds. */
async function draftWhenSent(stored: string): Promise<string> {
  let draft = stored
  const local: Partial<LocalState> = {
    draft: () => Promise.resolve(draft),
    saveDraft: (_room, text) => Promise.resolve(void (draft = text)),
  }
  const channel: Partial<Channel> = {
    room: () => ({}) as ReturnType<Channel['room']>,
    outbox: { add: () => Promise.resolve('a') } as Partial<Channel['outbox']> as Channel['outbox'],
  }
  const actions = createMessageActions({
    local: local as LocalState,
    channel: () => channel as Channel,
    runAction: () => Promise.reject(new Error('none here')),
    openRoom: () => undefined,
  })
  await actions.reply({ room: 'general', id: 'a', text: 'Yes', draft: 'Ye', holdMs: 1500 })
  return draft
}

it('an answer from a card takes the beginning with it that the card saved, and no draft of a window', async () => {
  expect(await draftWhenSent('Ye')).toBe('Yes')
  expect(await draftWhenSent('a longer thought')).toBe('a longer thought')
})
