import type { ComponentChildren } from 'preact'
import { Icon } from '../ui/parts/icon.tsx'
import { useWords } from '../ui/words/text.ts'

interface Props {
  onAddBrowser: () => void
  onOptions: () => void
  /** What concerns notifications. */
  bell: ComponentChildren
  children: ComponentChildren
}

export function PopupHeader({ onAddBrowser, onOptions, bell, children }: Props) {
  const { text } = useWords()
  return (
    <header class="popup-header">
      {children}
      <div class="popup-actions">
        {bell}
        <button
          type="button"
          class="icon-button"
          aria-label={text('addBrowser')}
          title={text('addBrowser')}
          onClick={onAddBrowser}
        >
          <Icon name="device" />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={text('options')}
          title={text('options')}
          onClick={onOptions}
        >
          <Icon name="options" />
        </button>
      </div>
    </header>
  )
}
