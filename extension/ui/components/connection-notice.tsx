import type { ComponentChildren } from 'preact'
import type { MessageKey } from '../../platform/i18n.ts'
import { useWords } from '../i18n/text.ts'
import './connection-notice.css'

/** A button's words, and what it does. */
export type NoticeButton = readonly [label: MessageKey, press: () => void]

interface Props {
  /** It does not mend itself. */
  serious?: boolean
  buttons: readonly NoticeButton[]
  children: ComponentChildren
}

/** What does not work between the server and this browser, with buttons for what the person can do about it. */
export function ConnectionNotice({ serious = false, buttons, children }: Props) {
  const { text } = useWords()
  return (
    <div class={serious ? 'connection serious' : 'connection'}>
      {children}
      {buttons.length > 0 && (
        <div class="buttons">
          {buttons.map(([label, press]) => (
            <button key={label} type="button" class="button small" onClick={press}>
              {text(label)}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
