import type { ComponentChildren, RefObject, TargetedKeyboardEvent } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { CloseMenu } from './menu-context.ts'
import { placeMenu } from './place-menu.ts'
import { useLeaving } from './use-leaving.ts'
import './menu.css'

/** Of an open menu, whatever is in it. */
export interface MenuFrame {
  title: string
  button: RefObject<HTMLElement | null>
  /** The person is done with it: the focus goes back to the button. */
  onClose: () => void
  /** The person went elsewhere: the focus stays where it is. */
  onLeave: () => void
}

interface Props extends MenuFrame {
  /** Its items are side by side. */
  across?: boolean
  children: ComponentChildren
}

const itemsOf = (menu: HTMLElement): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('.menu-item')]

type Step = (at: number, last: number) => number
const next: Step = (at, last) => (at >= last ? 0 : at + 1)
const previous: Step = (at, last) => (at <= 0 ? last : at - 1)
const ends: Partial<Record<string, Step>> = { Home: () => 0, End: (_, last) => last }
const down: Partial<Record<string, Step>> = { ...ends, ArrowDown: next, ArrowUp: previous }
/** Both ways: who opens it does not know yet how it lies. */
const sideways: Partial<Record<string, Step>> = { ...down, ArrowRight: next, ArrowLeft: previous }

/** An open menu: arrow keys go round in it, Escape and Tab close it, a press elsewhere leaves it. */
export function Menu({ title, across = false, button, onClose, onLeave, children }: Props) {
  const menu = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (menu.current === null || button.current === null) return
    placeMenu(menu.current, button.current)
    itemsOf(menu.current)[0]?.focus()
  }, [])
  useLeaving([menu, button], onLeave)

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    // From the button on, Tab goes where it would have gone without a menu.
    if (event.key === 'Tab') return onClose()
    const step = (across ? sideways : down)[event.key]
    if (step === undefined && event.key !== 'Escape') return
    // Or else Escape would close the popup itself.
    event.preventDefault()
    event.stopPropagation()
    if (step === undefined) return onClose()
    const items = itemsOf(event.currentTarget)
    const at = items.findIndex((item) => item === document.activeElement)
    items[step(at, items.length - 1)]?.focus()
  }
  return (
    <div
      class={across ? 'menu across' : 'menu'}
      role="menu"
      aria-label={title}
      aria-orientation={across ? 'horizontal' : undefined}
      ref={menu}
      onKeyDown={onKeyDown}
    >
      <CloseMenu.Provider value={onClose}>{children}</CloseMenu.Provider>
    </div>
  )
}
