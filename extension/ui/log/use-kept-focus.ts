import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/**
 * What has the focus may go with a change: the button that jumps, a refused message's own. The focus then stays in the
 * log, from where Tab goes on, and does not fall out of the page.
 */
export function useKeptFocus(log: RefObject<HTMLElement | null>): void {
  const focused = document.activeElement
  const inside = focused !== null && log.current?.parentElement?.contains(focused) === true
  useLayoutEffect(() => {
    if (inside && !focused.isConnected) log.current?.focus({ preventScroll: true })
  })
}
