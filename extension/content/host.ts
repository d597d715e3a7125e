import type { MountedToast } from './mounted-toast.ts'

/** `all: initial` and `!important` on the element itself win over any style and any animation of the page. */
export function setStyles(element: HTMLElement, properties: Record<string, string>): void {
  for (const [name, value] of Object.entries({ all: 'initial', display: 'block', ...properties }))
    element.style.setProperty(name, value, 'important')
}

/**
 * The host only says where. It has no transition, so that a page finds none to rewrite: one would win over `!important`.
 * `corner`: 'bottom-right' and so on.
 */
export function createHost(corner: string): HTMLElement {
  const [top, bottom] = corner.startsWith('top') ? ['16px', 'auto'] : ['auto', '16px']
  const [left, right] = corner.endsWith('left') ? ['16px', 'auto'] : ['auto', '16px']
  const host = document.createElement('backchannel-toast')
  host.popover = 'manual'
  setStyles(host, {
    position: 'fixed',
    inset: `${top} ${right} ${bottom} ${left}`,
    width: 'min(360px, calc(100vw - 32px))',
    height: '160px',
    'max-height': 'calc(100vh - 32px)',
    // It stays in the page where Firefox has ended this script, and then blocks nothing.
    'pointer-events': 'none',
    'z-index': '2147483647',
    'color-scheme': 'light dark',
  })
  return host
}

/** Without what extensions that darken pages add. No declaration of effect can hide in what is dropped. */
export const styleOf = (host: HTMLElement): string =>
  (host.getAttribute('style') ?? '').replace(/\s*--[\w-]+:[^;]*;/g, '').trim()

/** Gives the host another height, CSS pixels. */
export function resizeHost(toast: MountedToast, height: number): void {
  toast.host.style.setProperty('height', `${height}px`, 'important')
  toast.expectedStyle = styleOf(toast.host)
}

/** Above a modal dialog or in fullscreen a popover shows, but cannot be clicked. */
export const isBehindModal = (): boolean =>
  document.fullscreenElement !== null || document.querySelector(':modal') !== null
