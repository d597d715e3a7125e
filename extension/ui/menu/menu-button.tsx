import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { CloseMenu } from './menu-context.ts'
import { placeMenu } from './place-menu.ts'
import './menu.css'

interface Props {
  /** What the button says to those who do not see it, and as its tooltip. */
  label: string
  /** Of the menu; the button's own label may tell a state besides. */
  title: string
  class?: string
  /** What stands on the button. */
  face: ComponentChildren
  children: ComponentChildren
}

const itemsOf = (menu: HTMLElement): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('.menu-item')]

const steps: Partial<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => (at >= last ? 0 : at + 1),
  ArrowUp: (at, last) => (at <= 0 ? last : at - 1),
  Home: () => 0,
  End: (_, last) => last,
}

/** A button with a menu: arrow keys go round in it, Escape and Tab leave it, a click elsewhere closes it. */
export function MenuButton({ label, title, class: kind = 'icon-button', face, children }: Props) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const close = useCallback(() => {
    setOpen(false)
    button.current?.focus()
  }, [])

  useLayoutEffect(() => {
    if (!open || menu.current === null || button.current === null) return
    placeMenu(menu.current, button.current)
    itemsOf(menu.current)[0]?.focus()
  }, [open])
  useEffect(() => {
    if (!open) return
    const leave = (event: Event) => {
      const { target } = event
      const inside = (part: HTMLElement | null) => target instanceof Node && part?.contains(target)
      if (!inside(menu.current) && !inside(button.current)) setOpen(false)
    }
    const shut = () => setOpen(false)
    addEventListener('pointerdown', leave)
    addEventListener('resize', shut)
    return () => {
      removeEventListener('pointerdown', leave)
      removeEventListener('resize', shut)
    }
  }, [open])

  const onKeyDown = (event: KeyboardEvent) => {
    // From the button on, Tab goes where it would have gone without a menu.
    if (event.key === 'Tab') return close()
    if (event.key === 'Escape') {
      // Or else the popup itself would close.
      event.preventDefault()
      event.stopPropagation()
      return close()
    }
    const step = steps[event.key]
    if (step === undefined || menu.current === null) return
    event.preventDefault()
    event.stopPropagation()
    const items = itemsOf(menu.current)
    const at = items.findIndex((item) => item === document.activeElement)
    items[step(at, items.length - 1)]?.focus()
  }
  const onButtonKey = (event: KeyboardEvent) => {
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
        onKeyDown={onButtonKey}
      >
        {face}
      </button>
      {open && (
        <div class="menu" role="menu" aria-label={title} ref={menu} onKeyDown={onKeyDown}>
          <CloseMenu.Provider value={close}>{children}</CloseMenu.Provider>
        </div>
      )}
    </>
  )
}
