import { useEffect, useRef } from 'preact/hooks'
import type { Action } from '../../../protocol/action.ts'
import { actionTarget } from '../../shared/action-target.ts'
import { useWords, type Words } from '../i18n/text.ts'
import { AddressLine } from './address-line.tsx'
import { ShownText } from './shown-text.tsx'
import { hostOf } from './use-action.ts'

interface Props {
  action: Action
  onYes: () => void
  onNo: () => void
}

function question(action: Action, text: Words['text']): string {
  switch (action.type) {
    case 'view':
      return text('actionAskOpen', hostOf(action.url))
    case 'http':
      return text('actionAsk', action.method, hostOf(action.url))
    case 'copy':
      return text('actionAskCopy')
  }
}

/** Asks before an action leaves the extension, with all that it carries. */
export function AskFirst({ action, onYes, onNo }: Props) {
  const { text } = useWords()
  const asks = question(action, text)
  const yes = useRef<HTMLButtonElement>(null)
  useEffect(() => yes.current?.focus(), [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    onNo()
  }
  return (
    <div class="action-ask" role="group" aria-label={asks} onKeyDown={onKeyDown}>
      <p>{asks}</p>
      {action.type === 'copy' ? (
        <ShownText text={action.value} name={asks} />
      ) : (
        <AddressLine target={actionTarget(action)} />
      )}
      {action.type === 'http' && action.body !== undefined && (
        <>
          <p class="quiet">{text('confirmCarries')}</p>
          <ShownText text={action.body} name={text('confirmCarries')} />
        </>
      )}
      <div class="buttons">
        <button type="button" class="button small primary" ref={yes} onClick={onYes}>
          {text('doIt')}
        </button>
        <button type="button" class="button small" onClick={onNo}>
          {text('cancel')}
        </button>
      </div>
    </div>
  )
}
