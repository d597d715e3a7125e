import type { ComponentChildren, RefObject, TargetedKeyboardEvent } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { CloseMenu } from './menu-context.ts'
import { placeMenu } from './place-menu.ts'
import './menu.css'

interface Props {
  title: string
  button: RefObject<HTMLElement | null>
  /** The person is done with it: the focus goes back to the button. */
  onClose: () => void
  /** The person went elsewhere: the focus stays where it is. */
  onLeave: () => void
  children: ComponentChildren
}

const itemsOf = (menu: HTMLElement): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('.menu-item')]

const steps: Partial<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => (at >= last ? 0 : at + 1),
  ArrowUp: (at, last) => (at <= 0 ? last : at - 1),
  Home: () => 0,
  End: (_, last) => last,
}

/** Calls `onLeave` when the person presses something outside of these elements, or the page's size changes. */
function useLeaving(elements: readonly RefObject<HTMLElement | null>[], onLeave: () => void): void {
  useEffect(() => {
    const onPointerDown = ({ target }: Event) => {
      const inside = elements.some(({ current }) => target instanceof Node && current?.contains(target))
      if (!inside) onLeave()
    }
    addEventListener('pointerdown', onPointerDown)
    addEventListener('resize', onLeave)
    return () => {
      removeEventListener('pointerdown', onPointerDown)
      removeEventListener('resize', onLeave)
    }
  }, [])
}

/** An open menu: arrow keys go round in it, Escape and Tab close it, a press elsewhere leaves it. */
export function Menu({ title, button, onClose, onLeave, children }: Props) {
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
    const step = steps[event.key]
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
    <div class="menu" role="menu" aria-label={title} ref={menu} onKeyDown={onKeyDown}>
      <CloseMenu.Provider value={onClose}>{children}</CloseMenu.Provider>
    </div>
  )
}
