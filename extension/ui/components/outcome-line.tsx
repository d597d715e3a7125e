import { useEffect } from 'preact/hooks'
import type { Signal } from '@preact/signals'
import { failureText } from '../i18n/failure-text.ts'
import { useWords, type Words } from '../i18n/text.ts'
import type { Outcome } from '../messages/use-message-acts.ts'

/** What went well is said for this long; what failed, until the next thing is done. */
const SHOWN_MS = 3_000

function wordsOf(outcome: Outcome, text: Words['text']): string {
  switch (outcome.kind) {
    case 'copied':
      return text('copied')
    case 'copy-refused':
      return text('actionCopyRefused')
    case 'failed':
      return failureText(text, outcome.failure)
  }
}

/** How the last thing that was done with a message went, where the log does not show it. */
export function OutcomeLine({ outcome }: { outcome: Signal<Outcome | undefined> }) {
  const { text } = useWords()
  const { value } = outcome
  const good = value?.kind === 'copied'
  useEffect(() => {
    if (!good) return undefined
    const timer = setTimeout(() => {
      outcome.value = undefined
    }, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [value])
  return (
    <p role="status" class={good ? 'outcome' : 'outcome problem'}>
      {value && wordsOf(value, text)}
    </p>
  )
}
