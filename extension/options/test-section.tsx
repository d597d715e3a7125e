import { useEffect, useState } from 'preact/hooks'
import type { PersonSettings } from '../../protocol/notification-settings.ts'
import { quietUntil } from '../shared/quiet-hours.ts'
import type { RequestValue } from '../shared/requests.ts'
import { useServerNow } from '../ui/mute/clock-offset.ts'
import { doNotDisturb, quietHours, untilWords } from '../ui/mute/until-words.ts'
import { useUntil } from '../ui/mute/use-until.ts'
import type { Ask } from '../ui/store/page-store.ts'
import { failureText } from '../ui/i18n/failure-text.ts'
import { useWords } from '../ui/i18n/text.ts'
import { joined, testWords } from './test-words.ts'

/** Time to switch to another tab, ms. */
const LATER_MS = 5000

type State =
  { step: 'idle' } | { step: 'busy'; delayMs: number } | { step: 'done'; result: RequestValue<'test-alert'> }

interface Props {
  ask: Ask
  settings: PersonSettings
}

export function TestSection({ ask, settings }: Props) {
  const words = useWords()
  const { text } = words
  const now = useServerNow()
  const dnd = useUntil(settings.doNotDisturbUntil)
  const quiet = useUntil(quietUntil(settings.quietHours, now()))
  const [state, setState] = useState<State>({ step: 'idle' })
  const busy = state.step === 'busy'
  const run = async (delayMs: number) => {
    if (busy) return
    setState({ step: 'busy', delayMs })
    setState({ step: 'done', result: await ask('test-alert', { delayMs }) })
  }
  const bad = state.step === 'done' && (!state.result.ok || state.result.value.shown === 'badge')
  // A test comes through it, and the message that it imitates would not.
  const until = dnd ?? quiet
  const held =
    until === undefined
      ? ''
      : text('testQuiet', untilWords(words, until, dnd === undefined ? quietHours : doNotDisturb))
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
          (state.result.ok
            ? joined(testWords(text, state.result.value), held)
            : failureText(text, state.result.error))}
      </p>
    </section>
  )
}

/** Drawn, not spoken: a screen reader that counts would talk over what comes. */
function Countdown({ ms }: { ms: number }) {
  const [left, setLeft] = useState(ms)
  useEffect(() => {
    const end = Date.now() + ms
    const timer = setInterval(() => setLeft(Math.max(0, end - Date.now())), 100)
    return () => clearInterval(timer)
  }, [])
  return <progress class="countdown" aria-hidden="true" max={ms} value={ms - left} />
}
