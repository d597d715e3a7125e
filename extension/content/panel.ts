import { setStyles } from './host.ts'

/** The part that shows and moves. It begins invisible. */
export function createPanel(corner: string): HTMLElement {
  const panel = document.createElement('div')
  setStyles(panel, {
    position: 'absolute',
    inset: '0',
    overflow: 'hidden',
    'border-radius': '14px',
    'box-shadow': '0 0 0 1px rgb(0 0 0 / 0.08), 0 10px 32px rgb(0 0 0 / 0.24), 0 2px 8px rgb(0 0 0 / 0.12)',
    // Not "hidden": a frame that cannot be seen is not painted, and then it never says that it was.
    opacity: '0',
    translate: corner.startsWith('top') ? '0 -12px' : '0 12px',
    'pointer-events': 'none',
    'color-scheme': 'light dark',
    transition: 'opacity 0s ease-out, translate 0s ease-out, visibility 0s linear 2s',
  })
  return panel
}

export function createFrame(address: string): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  // For pages under COEP require-corp. All that the frame shows comes by messages, so it misses no storage.
  frame.setAttribute('credentialless', '')
  frame.src = address
  frame.title = 'Backchannel'
  setStyles(frame, {
    width: '100%',
    height: '100%',
    visibility: 'inherit',
    'pointer-events': 'inherit',
    'color-scheme': 'light dark',
  })
  return frame
}

/** Puts the panel into a closed root of the host, so the page reaches neither frame nor address. */
export function enclose(panel: HTMLElement, host: HTMLElement): void {
  // These boxes are the page's to style, and lie over or under the panel.
  const pseudo = document.createElement('style')
  pseudo.textContent = ':host::before, :host::after, :host::backdrop { display: none !important }'
  host.attachShadow({ mode: 'closed' }).append(pseudo, panel)
}

/** Sets properties of the panel without starting others anew. */
export function setPanel(panel: HTMLElement, properties: Record<string, string>): void {
  for (const [name, value] of Object.entries(properties)) panel.style.setProperty(name, value, 'important')
}

/**
 * Firefox ends this script with its extension, without a word. So the panel is always on its way to being hidden, by
 * a transition that the browser runs by itself, and each call sets it back to its start.
 */
export function stayVisible(panel: HTMLElement): void {
  setPanel(panel, { 'transition-property': 'opacity, translate', visibility: 'visible' })
  getComputedStyle(panel).getPropertyValue('visibility')
  setPanel(panel, { 'transition-property': 'opacity, translate, visibility', visibility: 'hidden' })
}
