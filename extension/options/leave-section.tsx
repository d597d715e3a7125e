import { useRef, useState } from 'preact/hooks'
import type { Leaving } from './left-section.tsx'
import type { Account } from '../shared/view.ts'
import type { Failure } from '../../protocol/result.ts'
import type { PageStore } from '../ui/store/page-store.ts'
import { failureText } from '../ui/i18n/failure-text.ts'
import { useWords } from '../ui/i18n/text.ts'

interface Props {
  account: Account
  store: PageStore
  /** Undefined: it came to nothing. */
  onLeaving: (leaving: Leaving | undefined) => void
}

/** Leaving cannot be undone, so it says first what will be lost. */
export function LeaveSection({ account, store, onLeaving }: Props) {
  const { text } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const [problem, setProblem] = useState<Failure>()
  const unsent = store.overview.value?.unsent ?? 0
  const leave = async () => {
    const { host } = new URL(account.server)
    onLeaving({ host, signedOut: undefined })
    const result = await store.ask('leave', {})
    onLeaving(result.ok ? { host, signedOut: result.value.signedOut } : undefined)
    // The background wipes what it keeps; this is what pages keep by themselves.
    if (result.ok) localStorage.clear()
    else setProblem(result.error)
  }
  return (
    <section class="card">
      <h2>{text('leave')}</h2>
      <div class="setting">
        <p class="quiet">{text('leaveWhy')}</p>
        <button type="button" class="button danger" onClick={() => dialog.current?.showModal()}>
          {text('leave')}
        </button>
      </div>
      <dialog class="dialog" ref={dialog} aria-labelledby="leave-title">
        <h2 id="leave-title">{text('leaveAsk', new URL(account.server).host)}</h2>
        <p>{text('leaveLoses')}</p>
        {unsent > 0 && <p class="problem">{text('leaveUnsent', unsent)}</p>}
        {problem !== undefined && <p class="problem">{failureText(text, problem)}</p>}
        <div class="buttons">
          <button type="button" class="button danger" onClick={() => void leave()}>
            {text('leave')}
          </button>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {text('cancel')}
          </button>
        </div>
      </dialog>
    </section>
  )
}
