import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/** Calls `onLeave` when the person presses something outside of these elements, or the page's size changes. */
export function useLeaving(elements: readonly RefObject<HTMLElement | null>[], onLeave: () => void): void {
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
