import type { ComponentChildren } from 'preact'
import { useContext, useId } from 'preact/hooks'
import { Icon } from '../components/icon.tsx'
import { CloseMenu } from './menu-context.ts'

interface ItemProps {
  /** Undefined: it does something. `check`: it is on or off. `radio`: it is one of its group. */
  kind?: 'check' | 'radio'
  checked?: boolean
  /** It takes something away. */
  danger?: boolean
  onPick: () => void
  children: ComponentChildren
}

const roles = { check: 'menuitemcheckbox', radio: 'menuitemradio' } as const

export function MenuItem({ kind, checked = false, danger = false, onPick, children }: ItemProps) {
  const close = useContext(CloseMenu)
  return (
    <button
      type="button"
      class={danger ? 'menu-item danger' : 'menu-item'}
      role={kind === undefined ? 'menuitem' : roles[kind]}
      aria-checked={kind === undefined ? undefined : checked}
      tabIndex={-1}
      onClick={() => {
        close()
        onPick()
      }}
    >
      <span class="menu-mark">{checked && <Icon name="check" />}</span>
      <span>{children}</span>
    </button>
  )
}

export function MenuGroup({ title, children }: { title?: string; children: ComponentChildren }) {
  const id = useId()
  return (
    <div class="menu-group" role="group" aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <p class="menu-title" id={id}>
          {title}
        </p>
      )}
      {children}
    </div>
  )
}
