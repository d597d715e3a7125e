import type { TargetedKeyboardEvent, TargetedMouseEvent } from 'preact'
import type { LogFocus, OpenMenu } from '../log/log-focus.ts'
import { Icon, type IconName } from '../components/icon.tsx'
import { useWords } from '../i18n/text.ts'
import type { Abilities } from './message-abilities.ts'
import type { MessageActs } from './message-acts.ts'
import type { MessageLine } from './log-lines.ts'
import './message-bar.css'

interface Props {
  line: MessageLine
  can: Abilities
  label: string
  focus: LogFocus
  acts: MessageActs
}

interface BarButtonProps {
  icon: IconName
  /** The key that does the same. */
  shortcut?: string
  label: string
  class?: string
  opens?: boolean
  onClick: (event: TargetedMouseEvent<HTMLButtonElement>) => void
}

function BarButton({ icon, shortcut, label, class: kind = '', opens = false, onClick }: BarButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button small ${kind}`}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      aria-haspopup={opens ? 'menu' : undefined}
      title={shortcut === undefined ? label : `${label} (${shortcut})`}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  )
}

/** ← and → go through the buttons, which are one Tab stop. */
function onBarKey(event: TargetedKeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.findIndex((button) => button === document.activeElement)
  buttons.at((at + step) % buttons.length)?.focus()
}

/** At the right edge of the message that the person points at. */
export function MessageBar({ line, can, label, focus, acts }: Props) {
  const { text } = useWords()
  const open = (kind: OpenMenu['kind']) => (event: TargetedMouseEvent<HTMLButtonElement>) => {
    const { key } = line
    focus.menu.value = focus.menu.peek()?.kind === kind ? undefined : { key, kind, by: event.currentTarget }
  }
  return (
    <div class="message-bar" role="toolbar" aria-label={label} onKeyDown={onBarKey}>
      {can.answer && (
        <>
          <BarButton
            icon="react"
            class="react"
            label={text('react')}
            shortcut="+"
            opens
            onClick={open('react')}
          />
          <BarButton icon="reply" label={text('reply')} shortcut="R" onClick={() => acts.reply(line)} />
        </>
      )}
      {can.change && (
        <BarButton icon="edit" label={text('edit')} shortcut="E" onClick={() => acts.edit(line)} />
      )}
      <BarButton icon="dots" label={text('moreActions')} opens onClick={open('more')} />
    </div>
  )
}
