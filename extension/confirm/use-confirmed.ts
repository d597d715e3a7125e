import { useState } from 'preact/hooks'
import type { ActionFailure } from '../shared/action-failure.ts'
import { claimOf, type MessageView } from '../shared/requests.ts'
import type { Ask } from '../ui/store/page-store.ts'
import { failureText } from '../ui/i18n/failure-text.ts'
import { useWords } from '../ui/i18n/text.ts'
import type { Asked } from './read-asked.ts'

type State =
  { kind: 'asked' } | { kind: 'busy' } | { kind: 'done'; words: string } | { kind: 'failed'; words: string }

interface ToDo {
  ask: Ask
  asked: Asked
  message: MessageView
  copy(text: string): Promise<boolean>
}

/** Does what was confirmed, once, and says what became of it. After a failure it may be tried again. */
export function useConfirmed({ ask, asked: { room, logId, seq, what }, message, copy }: ToDo) {
  const { text } = useWords()
  const [state, setState] = useState<State>({ kind: 'asked' })

  async function act(): Promise<State> {
    const done = (words: string): State => ({ kind: 'done', words })
    const failed = (failure: ActionFailure): State => ({ kind: 'failed', words: failureText(text, failure) })
    const action = typeof what === 'number' ? message.actions[what] : undefined
    if (action?.type === 'copy')
      return (await copy(action.value))
        ? done(text('copied'))
        : { kind: 'failed', words: text('confirmCopyRefused') }
    // The page may have been open for long.
    const still = await ask('message', { room, seq })
    if (!still.ok) return failed(still.error)
    if (still.value.logId !== logId) return { kind: 'failed', words: text('confirmOtherLog') }
    if (what === 'acknowledge') {
      const result = await ask('seen', { room, seq })
      return result.ok ? done(text('confirmAcknowledged')) : failed(result.error)
    }
    if (what === 'claim') {
      const result = await ask('append', claimOf(room, seq))
      return result.ok ? done(text('confirmClaimed')) : failed(result.error)
    }
    const result = await ask('run-action', { room, seq, index: what })
    if (!result.ok) return failed(result.error)
    const { status } = result.value
    return done(status === undefined ? text('confirmOpened') : text('confirmAnswered', status))
  }

  async function confirm(): Promise<void> {
    if (state.kind === 'busy') return
    setState({ kind: 'busy' })
    setState(await act())
  }
  return { state, confirm }
}
