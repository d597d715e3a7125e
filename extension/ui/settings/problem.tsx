import type { Failure } from '../../../protocol/result.ts'
import { failureText } from '../i18n/failure-text.ts'
import { useWords } from '../i18n/text.ts'

/** Why something did not work, spoken as it happens. */
export function Problem({ failure }: { failure: Failure | undefined }) {
  const { text } = useWords()
  if (failure === undefined) return null
  return (
    <p role="alert" class="problem">
      {failureText(text, failure)}
    </p>
  )
}
