import type { Failure } from '../../../protocol/result.ts'
import { failureText } from '../words/failure-text.ts'
import { useWords } from '../words/text.ts'

/** Why something did not work, told as it happens. */
export function Problem({ failure }: { failure: Failure | undefined }) {
  const { text } = useWords()
  if (failure === undefined) return null
  return (
    <p role="alert" class="problem">
      {failureText(text, failure)}
    </p>
  )
}
