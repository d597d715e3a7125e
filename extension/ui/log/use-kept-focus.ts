import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/**
 * What has the focus may go with a change: the button that jumps, a message's own. The focus then stays at the message, or in
 * the log, from where Tab goes on, and does not fall out of the page.
 */
export function useKeptFocus(log: RefObject<HTMLElement | null>): void {
  const focused = document.activeElement
  const inside = focused !== null && log.current?.parentElement?.contains(focused) === true
  const row = focused?.closest<HTMLElement>('article')
  useLayoutEffect(() => {
    if (!inside || focused.isConnected || document.activeElement !== document.body) return
    const next = row?.isConnected === true ? row : log.current
    next?.focus({ preventScroll: true })
  })
}
