import { expect, it } from 'vitest'
import type { Channel } from '../../../../extension/background/channel/channel.ts'
import type { LocalState } from '../../../../extension/background/journal/local-state.ts'
import type { Entry, Seq } from '../../../../protocol/entry.ts'
import { messageAt } from '../../../support/channel/sample.ts'
import { createMessageActions } from '../../../../extension/background/message-actions/message-actions.ts'

/**
 * Sends "Yes" from the card of message 1 that saved "Ye", while `stored` is the room's draft and the journal holds `entries`.
 * Answers with the draft that the send finds, and what the answer is about.
 */
async function sent({ stored = '', entries = [messageAt(1)] }: { stored?: string; entries?: Entry[] }) {
  let draft = stored
  let about: Seq | undefined
  const local: Partial<LocalState> = {
    draft: () => Promise.resolve(draft),
    saveDraft: (_room, text) => Promise.resolve(void (draft = text)),
  }
  const channel: Partial<Channel> = {
    room: () => ({}) as ReturnType<Channel['room']>,
    outbox: {
      add: (item) => {
        about = item.about
        return Promise.resolve('a')
      },
    } as Partial<Channel['outbox']> as Channel['outbox'],
  }
  const actions = createMessageActions({
    local: local as LocalState,
    journal: {
      entries: (_room, before, limit) =>
        Promise.resolve(entries.filter(({ seq }) => seq < before).slice(-limit)),
    },
    channel: () => channel as Channel,
    runAction: () => Promise.reject(new Error('none here')),
    openRoom: () => undefined,
  })
  await actions.reply({ room: 'general', to: 1, id: 'a', text: 'Yes', draft: 'Ye', holdMs: 1500 })
  return { draft, about }
}

it('an answer from a card takes the beginning with it that the card saved, and no draft of a window', async () => {
  expect((await sent({ stored: 'Ye' })).draft).toBe('Yes')
  expect((await sent({ stored: 'a longer thought' })).draft).toBe('a longer thought')
})

it('an answer from a card quotes the message right above it, or none where another message came between', async () => {
  const reaction = { ...messageAt(2), kind: 'reaction', about: 1, body: { emoji: '👍', on: true } }
  expect((await sent({ entries: [messageAt(1)] })).about).toBeUndefined()
  expect((await sent({ entries: [messageAt(1), reaction] })).about).toBeUndefined()
  expect((await sent({ entries: [messageAt(1), reaction, messageAt(3)] })).about).toBe(1)
})
