import type { ComponentChildren, VNode } from 'preact'
import { useCallback, useRef, useState } from 'preact/hooks'
import type { MenuFrame } from './menu.tsx'

interface Props {
  /** The button's name for those who do not see it, and its tooltip. */
  label: string
  /** Of the menu; the button's own label may say a state besides. */
  title: string
  class?: string
  /** What the button shows. */
  face: ComponentChildren
  /** The menu, drawn while it is open. */
  menu: (frame: MenuFrame) => VNode
}

/** A button that opens a menu, and closes it when it is pressed again. */
export function MenuButton({ label, title, class: kind = 'icon-button', face, menu }: Props) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const leave = useCallback(() => setOpen(false), [])
  const close = useCallback(() => {
    setOpen(false)
    button.current?.focus()
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' || event.altKey || open) return
    event.preventDefault()
    setOpen(true)
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class={kind}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!open)}
        onKeyDown={onKeyDown}
      >
        {face}
      </button>
      {open && menu({ title, button, onClose: close, onLeave: leave })}
    </>
  )
}
