/** Runs in the page, before a toast shows: all that the page's scripts share with others is turned against them. */
export function patchPrototypes(): void {
  const stolen: unknown[] = []
  Object.assign(window, { stolen })
  const spy = (owner: object, name: string): void => {
    const original: unknown = Reflect.get(owner, name)
    if (typeof original !== 'function') return
    Reflect.set(owner, name, function (this: unknown, ...args: unknown[]): unknown {
      const answer: unknown = Reflect.apply(original, this, args)
      stolen.push(name, answer instanceof ShadowRoot ? answer : String(answer))
      return answer
    })
  }
  for (const name of ['attachShadow', 'append', 'remove', 'setAttribute', 'getBoundingClientRect'])
    spy(Element.prototype, name)
  for (const name of ['showPopover', 'hidePopover', 'focus', 'click']) spy(HTMLElement.prototype, name)
  for (const name of ['postMessage', 'dispatchEvent', 'addEventListener']) spy(EventTarget.prototype, name)
  spy(CSSStyleDeclaration.prototype, 'setProperty')
  spy(CustomElementRegistry.prototype, 'define')
  spy(Promise.prototype, 'then')
  spy(JSON, 'parse')
  spy(JSON, 'stringify')
  Object.defineProperty(Event.prototype, 'isTrusted', { get: () => true })
}

/** Runs in the page while a toast shows: says every message in every way that a page has, and plays a person. */
export function forgeInPage(messages: object[]): void {
  const host = document.querySelector<HTMLElement>('backchannel-toast')
  const channel = new BroadcastChannel('toast:guessed-guessed-guessed')
  const { port1 } = new MessageChannel()
  for (const message of messages) {
    window.postMessage(message, '*')
    for (let index = 0; index < window.length; index++) window[index]?.postMessage(message, '*')
    channel.postMessage(message)
    port1.postMessage(message)
    for (const target of [window, document, host])
      target?.dispatchEvent(new CustomEvent('backchannel-toast', { detail: message, bubbles: true }))
  }
  const { left = 0, top = 0, width = 0, height = 0 } = host?.getBoundingClientRect() ?? {}
  for (let x = left + 8; x < left + width; x += 24) {
    for (let y = top + 8; y < top + height; y += 16) {
      const init = { bubbles: true, composed: true, clientX: x, clientY: y, button: 0 }
      for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
        (document.elementFromPoint(x, y) ?? host)?.dispatchEvent(new MouseEvent(type, init))
    }
  }
  for (const key of ['Enter', ' ', 'Tab', 'Escape'])
    host?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }))
  host?.focus()
  host?.click()
}

/** Runs in the page: everything that a page can read of itself and of what it shares. */
export function everythingReadable(): string {
  const seen = new Set<object>()
  const found: string[] = []
  const walk = (value: unknown, depth: number): void => {
    if (typeof value === 'string') found.push(value)
    if (typeof value !== 'object' || value === null || seen.has(value) || depth > 3) return
    seen.add(value)
    for (const key of Reflect.ownKeys(value)) {
      try {
        walk(Reflect.get(value, key), depth + 1)
      } catch {
        // Some of the window's own may not be read.
      }
    }
  }
  walk({ ...window }, 0)
  walk(Reflect.get(window, 'stolen'), 0)
  for (const storage of [localStorage, sessionStorage]) found.push(JSON.stringify({ ...storage }))
  const resources = performance.getEntriesByType('resource').map(({ name }) => name)
  const host = document.querySelector('backchannel-toast')
  const root = host?.shadowRoot === null || host === null ? '' : 'an open shadow root'
  return [
    ...found,
    ...resources,
    document.cookie,
    new XMLSerializer().serializeToString(document),
    root,
  ].join('\n')
}
