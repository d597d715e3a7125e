import { useState } from 'preact/hooks'
import type { Action } from '../../../protocol/action.ts'
import type { RoomId, Seq } from '../../../protocol/entry.ts'
import { asksFirst } from '../../shared/action-target.ts'
import type { ActionFailure } from '../../shared/action-failure.ts'
import { claimOf } from '../../shared/requests.ts'
import type { Ask } from '../store/page-store.ts'

/** How far one of a message's buttons has come; one at a time. `index`: of the action, or that somebody takes it. */
export type ActionState =
  | { step: 'idle' }
  | { step: 'ask'; index: 0 | 1 | 2; action: Action }
  | { step: 'busy'; index: number | 'claim' }
  | { step: 'copied' }
  | { step: 'copy-refused' }
  | { step: 'answered'; host: string; status: number }
  | { step: 'done' }
  | { step: 'failed'; failure: ActionFailure }

export const hostOf = (url: string): string => new URL(url).host

/**
 * Carries out what a message offers. First is asked about a request, a page that is not in the open net, and a text that
 * the button does not show.
 */
export function useAction(ask: Ask, room: RoomId, seq: Seq) {
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
    if (action.type === 'http' || asksFirst(action)) return setState({ step: 'ask', index, action })
    act(index, action)
  }
  const act = (index: 0 | 1 | 2, action: Action) => {
    if (action.type !== 'copy') return void run(index, action)
    void navigator.clipboard.writeText(action.value).then(
      () => setState({ step: 'copied' }),
      () => setState({ step: 'copy-refused' }),
    )
  }
  const claim = async () => {
    if (state.step === 'busy') return
    setState({ step: 'busy', index: 'claim' })
    const result = await ask('append', claimOf(room, seq))
    setState(result.ok ? { step: 'idle' } : { step: 'failed', failure: result.error })
  }
  const confirm = () => {
    if (state.step === 'ask') act(state.index, state.action)
  }
  return { state, press, confirm, claim: () => void claim(), cancel: () => setState({ step: 'idle' }) }
}
