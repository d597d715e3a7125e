/** A toast's host in a page. It lives in the global of the injected scripts, which the page does not see. */
interface HeldToast {
  nonce: string
  host: HTMLElement
  revealed: boolean
}

declare global {
  var backchannelToast: HeldToast | undefined
}

/**
 * Puts an invisible host with the toast's frame into the page, instead of any earlier one, and answers 'held', or why
 * not. It is injected as text, so it uses nothing from outside of itself. `all: initial` and `!important` on the element
 * itself win over any style of the page; the shadow root is closed, so the page reaches neither frame nor address.
 */
export function holdToast(address: string, nonce: string): string {
  for (const earlier of document.querySelectorAll('backchannel-toast')) earlier.remove()
  const root = document.documentElement as Element | null
  if (root?.namespaceURI !== 'http://www.w3.org/1999/xhtml') return 'not an HTML page'
  if (document.contentType === 'application/pdf') return 'a PDF'
  // Above these a popover shows, but cannot be clicked.
  if (document.fullscreenElement !== null || document.querySelector(':modal') !== null)
    return 'behind a modal'

  const style = (element: HTMLElement, properties: Record<string, string>): void => {
    element.style.setProperty('all', 'initial', 'important')
    for (const [name, value] of Object.entries(properties))
      element.style.setProperty(name, value, 'important')
  }
  const host = document.createElement('backchannel-toast')
  host.popover = 'manual'
  style(host, {
    position: 'fixed',
    inset: 'auto 16px 16px auto',
    display: 'block',
    width: 'min(360px, calc(100vw - 32px))',
    height: '160px',
    overflow: 'hidden',
    'border-radius': '14px',
    'box-shadow': '0 0 0 1px rgb(0 0 0 / 0.08), 0 10px 32px rgb(0 0 0 / 0.24), 0 2px 8px rgb(0 0 0 / 0.12)',
    // Not "hidden": a frame that cannot be seen is not painted, and then it never says that it was.
    opacity: '0',
    translate: '0 12px',
    'pointer-events': 'none',
    'z-index': '2147483647',
    'color-scheme': 'light dark',
    transition: 'opacity 0s ease-out, translate 0s ease-out, visibility 0s linear 2s',
  })
  // A page that has defined this element could reach its shadow root, and by the frame's address find out who we are.
  if (host.matches(':defined')) return 'taken by the page'
  const frame = document.createElement('iframe')
  // For pages under COEP require-corp. All that the frame shows comes by messages, so it misses no storage.
  frame.setAttribute('credentialless', '')
  frame.src = `${address}#${nonce}`
  frame.title = 'Backchannel'
  style(frame, {
    display: 'block',
    width: '100%',
    height: '100%',
    visibility: 'inherit',
    'color-scheme': 'light dark',
  })

  const backdrop = document.createElement('style')
  backdrop.textContent = ':host::backdrop { display: none !important }'
  host.attachShadow({ mode: 'closed' }).append(backdrop, frame)
  root.append(host)
  host.showPopover()

  /**
   * Firefox ends this script with its extension, without a word. So the host is always on its way to being hidden, by
   * a transition that the browser runs by itself, and each call sets it back to its start.
   */
  const stayVisible = (): void => {
    const set = (name: string, value: string): void => host.style.setProperty(name, value, 'important')
    set('transition-property', 'opacity, translate')
    set('visibility', 'visible')
    getComputedStyle(host).getPropertyValue('visibility')
    set('transition-property', 'opacity, translate, visibility')
    set('visibility', 'hidden')
  }
  stayVisible()

  const held = { nonce, host, revealed: false }
  globalThis.backchannelToast = held
  // Normally the background takes the host away. It may have died, or the extension may have been updated.
  const extension = (globalThis as { chrome?: { runtime?: { id?: string } } }).chrome
  let seconds = 0
  const watch = setInterval(() => {
    const looking = document.hidden || host.matches(':hover') || document.activeElement === host
    if (!looking || !held.revealed) seconds += 1
    if (seconds > (held.revealed ? 30 : 2) || extension?.runtime?.id === undefined) host.remove()
    if (host.isConnected) stayVisible()
    else clearInterval(watch)
  }, 1000)
  return 'held'
}
