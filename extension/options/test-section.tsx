import { useEffect, useState } from 'preact/hooks'
import type { RequestValues } from '../bridge/requests.ts'
import type { Ask } from '../ui/store/page-store.ts'
import { failureText } from '../ui/words/failure-text.ts'
import { useWords } from '../ui/words/text.ts'
import { testWords } from './test-words.ts'

/** Time to switch to another tab, ms. */
const LATER_MS = 5000

type State =
  { step: 'idle' } | { step: 'busy'; delayMs: number } | { step: 'done'; result: RequestValues['test-alert'] }

export function TestSection({ ask }: { ask: Ask }) {
  const { text } = useWords()
  const [state, setState] = useState<State>({ step: 'idle' })
  const busy = state.step === 'busy'
  const run = async (delayMs: number) => {
    if (busy) return
    setState({ step: 'busy', delayMs })
    setState({ step: 'done', result: await ask('test-alert', { delayMs }) })
  }
  const bad = state.step === 'done' && (!state.result.ok || state.result.value.shown === 'badge')
  return (
    <section class="card" aria-busy={busy}>
      <h2>{text('test')}</h2>
      <p class="quiet">{text('testHelp')}</p>
      <div class="buttons">
        <button type="button" class="button" aria-disabled={busy} onClick={() => void run(0)}>
          {text('testNow')}
        </button>
        <button type="button" class="button" aria-disabled={busy} onClick={() => void run(LATER_MS)}>
          {text('testLater')}
        </button>
      </div>
      {busy && state.delayMs > 0 && <Countdown ms={state.delayMs} />}
      <p role="status" class={bad ? 'problem' : 'test-result'}>
        {busy && text(state.delayMs > 0 ? 'testSwitch' : 'testRunning')}
        {state.step === 'done' &&
          (state.result.ok ? testWords(text, state.result.value) : failureText(text, state.result.error))}
      </p>
    </section>
  )
}

/** Drawn, not told: a screen reader that counts would talk over what comes. */
function Countdown({ ms }: { ms: number }) {
  const [left, setLeft] = useState(ms)
  useEffect(() => {
    const end = Date.now() + ms
    const timer = setInterval(() => setLeft(Math.max(0, end - Date.now())), 100)
    return () => clearInterval(timer)
  }, [])
  return <progress class="countdown" aria-hidden="true" max={ms} value={ms - left} />
}
