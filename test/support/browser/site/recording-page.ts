/** What a page of the test site has noticed, in `window.recorded`. */
export interface Recorded {
  /** Type of each event and all that it says: key, data, text, message. */
  events: string[]
  /** Addresses of everything that was loaded into the page. */
  resources: string[]
  /** Elements of the document now. */
  nodes: number
  /** Frames that the page can see: `window.length`. */
  frames: number
  /** The document as the page reads it. */
  html: string
}

declare global {
  interface Window {
    recorded: () => Recorded
  }
}

/** Runs in the page, before everything else: a page that looks as closely as a page can. */
export function record(): void {
  const events: string[] = []
  const types = (
    'keydown keypress keyup beforeinput input compositionstart compositionupdate compositionend copy cut paste ' +
    'click pointerdown pointerup mousedown mouseup focus focusin blur focusout message messageerror submit change ' +
    'selectionchange toggle beforetoggle securitypolicyviolation error load transitionrun transitionend animationstart'
  ).split(' ')
  const seen = new Set<Event>()
  function note(event: Event): void {
    if (seen.has(event)) return
    seen.add(event)
    const details = ['key', 'code', 'data', 'message', 'blockedURI'].map((name) =>
      String(Reflect.get(event, name)),
    )
    const clipboard = event instanceof ClipboardEvent ? event.clipboardData?.getData('text/plain') : ''
    events.push([event.type, ...details, clipboard].join(' '))
  }
  for (const target of [window, document]) {
    for (const type of types) target.addEventListener(type, note, { capture: true })
  }
  window.recorded = () => ({
    events,
    resources: performance.getEntriesByType('resource').map((entry) => entry.name),
    nodes: document.querySelectorAll('*').length,
    frames: window.length,
    html: new XMLSerializer().serializeToString(document),
  })
}
