import { useState } from 'preact/hooks'
import type { Action } from '../../../protocol/message.ts'
import type { DeedFailure } from '../../bridge/deed-failure.ts'
import type { Ask } from '../store/page-store.ts'

/** How far one of a message's buttons has come; one at a time. `index`: of the action, or that somebody takes it. */
export type ActionState =
  | { step: 'idle' }
  | { step: 'ask'; index: 0 | 1 | 2; action: Action & { type: 'http' } }
  | { step: 'busy'; index: number | 'claim' }
  | { step: 'copied' }
  | { step: 'copy-refused' }
  | { step: 'answered'; host: string; status: number }
  | { step: 'done' }
  | { step: 'failed'; failure: DeedFailure }

export const hostOf = (url: string): string => new URL(url).host

/** Carries out what a message offers. A request to another host is asked about first. */
export function useAction(ask: Ask, room: string, seq: number) {
  const [state, setState] = useState<ActionState>({ step: 'idle' })

  const run = async (index: 0 | 1 | 2, action: Action) => {
    setState({ step: 'busy', index })
    const result = await ask('run-action', { room, seq, index })
    if (!result.ok) return setState({ step: 'failed', failure: result.error })
    const { status } = result.value
    if (action.type !== 'http') return setState({ step: 'idle' })
    setState(status === undefined ? { step: 'done' } : { step: 'answered', host: hostOf(action.url), status })
  }
  const press = (index: 0 | 1 | 2, action: Action) => {
    if (state.step === 'busy') return
    if (action.type === 'http') return setState({ step: 'ask', index, action })
    if (action.type === 'view') return void run(index, action)
    void navigator.clipboard.writeText(action.value).then(
      () => setState({ step: 'copied' }),
      () => setState({ step: 'copy-refused' }),
    )
  }
  const claim = async () => {
    if (state.step === 'busy') return
    setState({ step: 'busy', index: 'claim' })
    const result = await ask('claim', { room, seq })
    setState(result.ok ? { step: 'idle' } : { step: 'failed', failure: result.error })
  }
  const confirm = () => {
    if (state.step === 'ask') void run(state.index, state.action)
  }
  return { state, press, confirm, claim: () => void claim(), cancel: () => setState({ step: 'idle' }) }
}
