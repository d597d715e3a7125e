import type { Clocks } from './clocks.ts'

/**
 * Time runs while the toast can be looked at and is not touched: the pointer, the focus, a hidden tab and a window behind
 * others stop it. That last one a frame cannot know: the host tells it, where no page can (see content/hold-toast.ts), and it
 * decides about nothing else. `tell` is called when the first of pointer and focus comes, and when the last goes: the
 * background counts too, and those it cannot know.
 */
export function watchAttention(clocks: Clocks, tell: (held: boolean) => void): { readonly held: boolean } {
  const touches = new Set<string>()
  const stands = (reason: string, does: boolean): void =>
    does ? clocks.pause(reason) : clocks.resume(reason)
  function touched(by: 'pointer' | 'focus', is: boolean): void {
    stands(by, is)
    const before = touches.size > 0
    if (is) touches.add(by)
    else touches.delete(by)
    if (before !== touches.size > 0) tell(!before)
  }
  const root = document.documentElement
  root.addEventListener('pointerenter', () => touched('pointer', true))
  root.addEventListener('pointerleave', () => touched('pointer', false))
  addEventListener('focus', () => touched('focus', true))
  addEventListener('blur', () => touched('focus', false))
  const visibility = (): void => stands('hidden', document.hidden)
  document.addEventListener('visibilitychange', visibility)
  visibility()
  addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'in-front' || data === 'behind') stands('behind', data === 'behind')
  })
  return {
    get held() {
      return touches.size > 0
    },
  }
}
