import type { Clocks } from './clocks.ts'

/**
 * Time runs while the toast can be looked at and is not touched: the pointer, the focus, a hidden tab and a window behind
 * others stop it. That last one a frame cannot know: the host tells it, where no page can (see content/hold-toast.ts), and it
 * decides about nothing else.
 */
export function watchAttention(clocks: Clocks): void {
  const stands = (reason: string, does: boolean): void =>
    does ? clocks.pause(reason) : clocks.resume(reason)
  const root = document.documentElement
  root.addEventListener('pointerenter', () => stands('pointer', true))
  root.addEventListener('pointerleave', () => stands('pointer', false))
  addEventListener('focus', () => stands('focus', true))
  addEventListener('blur', () => stands('focus', false))
  const visibility = (): void => stands('hidden', document.hidden)
  document.addEventListener('visibilitychange', visibility)
  visibility()
  addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'in-front' || data === 'behind') stands('behind', data === 'behind')
  })
}
