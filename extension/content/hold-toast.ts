/** A toast's host in a page. It lives in the global of the injected scripts, which the page does not see. */
interface HeldToast {
  nonce: string
  host: HTMLElement
  /** What shows, inside of the host's closed root: a page reaches neither it nor its transitions. */
  panel: HTMLElement
  frame: HTMLIFrameElement
  revealed: boolean
  /** The page changed it, threw it out or covered it: it is gone, and something else has to tell the person. */
  tampered: boolean
  /** What had the focus in the page before the toast got it. */
  before: Element | undefined
  /** Changes the panel's style. */
  set(name: string, value: string): void
  /** Gives the host another height, CSS pixels. Whatever else changes its style is the page. */
  resize(height: number): void
  /** Gives the focus back to where it was, if the toast has it. */
  giveBack(): void
  /** Takes the host away; nothing is watched any more. */
  end(): void
}

declare global {
  var backchannelToast: HeldToast | undefined
}

/**
 * Puts an invisible host with the toast's frame into the page, instead of any earlier one, and answers 'held', or why
 * not. `corner`: 'bottom-right' and so on. It is injected as text, so it uses nothing from outside of itself. `all: initial` and
 * `!important` on the element itself win over any style and any animation of the page; the shadow root is closed, so the
 * page reaches neither frame nor address.
 */
export function holdToast(address: string, nonce: string, corner: string): string {
  globalThis.backchannelToast?.end()
  for (const earlier of document.querySelectorAll('backchannel-toast')) earlier.remove()
  const root = document.documentElement as Element | null
  if (root?.namespaceURI !== 'http://www.w3.org/1999/xhtml') return 'not an HTML page'
  if (document.contentType === 'application/pdf') return 'a PDF'
  // Above these a popover shows, but cannot be clicked.
  const givesWay = (): boolean =>
    document.fullscreenElement !== null || document.querySelector(':modal') !== null
  if (givesWay()) return 'behind a modal'

  const style = (element: HTMLElement, properties: Record<string, string>): void => {
    for (const [name, value] of Object.entries({ all: 'initial', display: 'block', ...properties }))
      element.style.setProperty(name, value, 'important')
  }
  const atTop = corner.startsWith('top')
  const atLeft = corner.endsWith('left')

  // It only says where. It has no transition, so that a page finds none to rewrite: one would win over `!important`.
  const host = document.createElement('backchannel-toast')
  host.popover = 'manual'
  style(host, {
    position: 'fixed',
    inset: `${atTop ? '16px' : 'auto'} ${atLeft ? 'auto' : '16px'} ${atTop ? 'auto' : '16px'} ${atLeft ? '16px' : 'auto'}`,
    width: 'min(360px, calc(100vw - 32px))',
    height: '160px',
    'max-height': 'calc(100vh - 32px)',
    // It stays in the page where Firefox has ended this script, and then blocks nothing.
    'pointer-events': 'none',
    'z-index': '2147483647',
    'color-scheme': 'light dark',
  })
  // A page that has defined this element could reach its shadow root, and by the frame's address find out who we are.
  if (host.matches(':defined')) return 'taken by the page'

  const panel = document.createElement('div')
  style(panel, {
    position: 'absolute',
    inset: '0',
    overflow: 'hidden',
    'border-radius': '14px',
    'box-shadow': '0 0 0 1px rgb(0 0 0 / 0.08), 0 10px 32px rgb(0 0 0 / 0.24), 0 2px 8px rgb(0 0 0 / 0.12)',
    // Not "hidden": a frame that cannot be seen is not painted, and then it never says that it was.
    opacity: '0',
    translate: atTop ? '0 -12px' : '0 12px',
    'pointer-events': 'none',
    'color-scheme': 'light dark',
    transition: 'opacity 0s ease-out, translate 0s ease-out, visibility 0s linear 2s',
  })

  const frame = document.createElement('iframe')
  // For pages under COEP require-corp. All that the frame shows comes by messages, so it misses no storage.
  frame.setAttribute('credentialless', '')
  frame.src = `${address}#${nonce}`
  frame.title = 'Backchannel'
  style(frame, {
    width: '100%',
    height: '100%',
    visibility: 'inherit',
    'pointer-events': 'inherit',
    'color-scheme': 'light dark',
  })

  // These are the page's to style, and lie over or under what shows.
  const pseudo = document.createElement('style')
  pseudo.textContent = ':host::before, :host::after, :host::backdrop { display: none !important }'
  panel.append(frame)
  host.attachShadow({ mode: 'closed' }).append(pseudo, panel)
  root.append(host)
  host.showPopover()

  const listening = new AbortController()
  /** Without what extensions that darken pages leave there. No declaration of effect can hide in what is dropped. */
  const styleNow = (): string => (host.getAttribute('style') ?? '').replace(/\s*--[\w-]+:[^;]*;/g, '').trim()
  let expected = styleNow()
  const held: HeldToast = {
    nonce,
    host,
    panel,
    frame,
    revealed: false,
    tampered: false,
    before: undefined,
    set: (name, value) => panel.style.setProperty(name, value, 'important'),
    resize: (height) => {
      host.style.setProperty('height', `${height}px`, 'important')
      expected = styleNow()
    },
    giveBack: () => {
      if (document.activeElement !== host) return
      // In Firefox it would fetch the tab or the window back that the person has just left.
      const inFront = document.hasFocus()
      frame.blur()
      if (inFront) globalThis.focus()
      if (held.before instanceof HTMLElement) held.before.focus({ preventScroll: true })
    },
    end: () => {
      listening.abort()
      observer.disconnect()
      clearInterval(watch)
      host.remove()
    },
  }
  globalThis.backchannelToast = held

  /**
   * Firefox ends this script with its extension, without a word. So the panel is always on its way to being hidden, by
   * a transition that the browser runs by itself, and each call sets it back to its start.
   */
  const stayVisible = (): void => {
    const { set } = held
    set('transition-property', 'opacity, translate')
    set('visibility', 'visible')
    getComputedStyle(panel).getPropertyValue('visibility')
    set('transition-property', 'opacity, translate, visibility')
    set('visibility', 'hidden')
  }
  stayVisible()

  /** Anything of the host that is not as we made it. Data attributes change nothing, and other extensions set some. */
  const isChanged = (): boolean => {
    const foreign = [...host.attributes].some(({ name }) => !/^(style|popover|data-.*)$/.test(name))
    const open = host.popover === 'manual' && host.matches(':popover-open')
    if (host.parentNode !== root || !root.isConnected || foreign || !open) return true
    // An animation is the page's. Against `!important` it moves nothing, so it need not be noticed at once.
    return styleNow() !== expected || host.getAnimations().length > 0
  }
  const giveUp = (): void => {
    held.tampered = true
    held.end()
  }
  const look = (): void => (isChanged() ? giveUp() : undefined)
  // Runs right after the page's own script, before the person's next click can arrive.
  const observer = new MutationObserver(look)
  observer.observe(host, { attributes: true })
  observer.observe(root, { childList: true })
  observer.observe(document, { childList: true })

  const { signal } = listening
  // Once the page's script has done what it is at. By then it may be open again, and no look would find that out.
  host.addEventListener('beforetoggle', () => void Promise.resolve().then(giveUp), { signal })
  document.addEventListener('fullscreenchange', () => (givesWay() ? giveUp() : undefined), { signal })
  // Otherwise it would come back with the page from the back/forward cache, when it has long been shown elsewhere.
  globalThis.addEventListener('pagehide', () => held.end(), { signal })
  document.addEventListener(
    'focusout',
    (event) => {
      const [from] = event.composedPath()
      setTimeout(() => {
        if (document.activeElement === host && from !== host && from instanceof Element) held.before = from
        else if (document.activeElement !== host) held.before = undefined
      })
    },
    { signal, capture: true },
  )

  /** The frame cannot know whether the window has the focus. It is told that much, and nobody else can tell it. */
  const tellFocus = (): void =>
    frame.contentWindow?.postMessage(document.hasFocus() ? 'in-front' : 'behind', '*')
  frame.addEventListener('load', tellFocus, { signal })
  for (const type of ['focus', 'blur'])
    globalThis.addEventListener(type, () => void setTimeout(tellFocus), { signal })

  // Normally the background takes the host away. The extension may have been updated, or the frame never come to life.
  const extension = (globalThis as { chrome?: { runtime?: { id?: string } } }).chrome
  let seconds = 0
  let covered = 0
  const isCovered = (): boolean => {
    const { left, top, width, height } = host.getBoundingClientRect()
    // Under `html { display: none }` nothing lies above it, and nothing of it is there.
    if (width === 0 || height === 0) return true
    const there = document.elementFromPoint(left + width / 2, top + height / 2)
    return there !== null && there !== host
  }
  const watch = setInterval(() => {
    if (!held.revealed) seconds += 1
    if (seconds > 2 || extension?.runtime?.id === undefined) return held.end()
    // What lies above it for longer than a moment is not fought with: the person is told elsewhere.
    covered = held.revealed && isCovered() ? covered + 1 : 0
    if (isChanged() || givesWay() || covered > 1) return giveUp()
    stayVisible()
    tellFocus()
  }, 1000)
  return 'held'
}
