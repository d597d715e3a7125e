import type { Clocks } from './clocks.ts'

/**
 * Time runs while the toast can be looked at and is not touched: the pointer, the focus, a hidden tab and a window behind
 * others pause it. A frame cannot know that last one: the host reports it, where no page can (see content/focus.ts), and it
 * decides about nothing else. `report` is called when the first of pointer and focus comes, and when the last goes: the
 * background counts the time too, and cannot know those. Answers whether the toast is touched now.
 */
export function pauseClocks(clocks: Clocks, report: (touched: boolean) => void): () => boolean {
  const touches = new Set<string>()
  const isTouched = (): boolean => touches.size > 0
  const pauseIf = (is: boolean, reason: string): void => (is ? clocks.pause(reason) : clocks.resume(reason))
  function touch(by: 'pointer' | 'focus', is: boolean): void {
    pauseIf(is, by)
    const before = isTouched()
    if (is) touches.add(by)
    else touches.delete(by)
    if (before !== isTouched()) report(!before)
  }
  const root = document.documentElement
  root.addEventListener('pointerenter', () => touch('pointer', true))
  root.addEventListener('pointerleave', () => touch('pointer', false))
  addEventListener('focus', () => touch('focus', true))
  addEventListener('blur', () => touch('focus', false))
  const visibility = (): void => pauseIf(document.hidden, 'hidden')
  document.addEventListener('visibilitychange', visibility)
  visibility()
  addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'in-front' || data === 'behind') pauseIf(data === 'behind', 'behind')
  })
  return isTouched
}
