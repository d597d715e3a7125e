import type { ComponentChildren } from 'preact'
import { IconButton } from '../ui/components/icon-button.tsx'
import { useWords } from '../ui/i18n/text.ts'

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
        <IconButton icon="device" label={text('addBrowser')} onClick={onAddBrowser} />
        <IconButton icon="options" label={text('options')} onClick={onOptions} />
      </div>
    </header>
  )
}
