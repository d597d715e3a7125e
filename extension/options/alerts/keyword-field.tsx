import { useRef, useState } from 'preact/hooks'
import { KEYWORD_MAX, KEYWORDS_MAX } from '../../../protocol/limits.ts'
import type { MessageKey } from '../../platform/i18n.ts'
import { useWords } from '../../ui/i18n/text.ts'
import { addKeywords, type KeywordProblem } from './add-keyword.ts'
import { KeywordChips } from './keyword-chips.tsx'
import './alerts.css'

interface Props {
  keywords: string[]
  onChange: (keywords: string[]) => void
}

const problemWords = {
  'too-long': 'keywordTooLong',
  'too-many': 'keywordTooMany',
  'there-already': 'keywordTwice',
} as const satisfies Record<KeywordProblem, MessageKey>

/** Words as chips, with a box behind them. Enter or a comma adds; Backspace in the empty box removes the last one. */
export function KeywordField({ keywords, onChange }: Props) {
  const { text } = useWords()
  const box = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<KeywordProblem>()

  const add = () => {
    if (box.current === null) return
    const added = addKeywords(keywords, box.current.value)
    setProblem(added.problem)
    if (added.problem !== undefined) return
    box.current.value = ''
    if (added.keywords.length > keywords.length) onChange(added.keywords)
  }
  const remove = (word: string) => {
    setProblem(undefined)
    box.current?.focus()
    onChange(keywords.filter((one) => one !== word))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter and Backspace of an input method are its own: they end or shorten a syllable.
    if (event.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      add()
    }
    const last = keywords.at(-1)
    if (event.key === 'Backspace' && box.current?.value === '' && last !== undefined) remove(last)
  }
  const onInput = (event: InputEvent) => {
    setProblem(undefined)
    if (!event.isComposing && /[,，、]/.test(box.current?.value ?? '')) add()
  }
  return (
    <div class="field">
      <label for="keywords">{text('keywords')}</label>
      <div class="chips" onClick={(event) => event.target === event.currentTarget && box.current?.focus()}>
        <KeywordChips keywords={keywords} onRemove={remove} />
        <input
          id="keywords"
          type="text"
          ref={box}
          placeholder={text('keywordAdd')}
          aria-describedby="keywords-help keywords-problem"
          aria-invalid={problem !== undefined}
          autocomplete="off"
          autocapitalize="off"
          onKeyDown={onKeyDown}
          onInput={onInput}
          onBlur={add}
        />
      </div>
      <p id="keywords-problem" role="alert" class="problem">
        {problem !== undefined && text(problemWords[problem], KEYWORD_MAX, KEYWORDS_MAX)}
      </p>
      <p id="keywords-help" class="quiet">
        {text('keywordsHelp', KEYWORD_MAX, KEYWORDS_MAX)}
      </p>
    </div>
  )
}
