import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/**
 * A button that turns something off may go with it. The focus then goes to `next`, inside of the box or else in the page,
 * and does not fall back to the page's beginning.
 */
export function useFocusHeld(box: RefObject<HTMLElement | null>, next: string): void {
  const focused = document.activeElement
  const inside = focused !== null && box.current?.contains(focused) === true
  useLayoutEffect(() => {
    if (!inside || focused.isConnected) return
    const heir = box.current?.querySelector<HTMLElement>(next) ?? document.querySelector<HTMLElement>(next)
    heir?.focus()
  })
}
