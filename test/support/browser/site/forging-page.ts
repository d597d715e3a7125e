declare global {
  interface Window {
    caught: unknown[]
  }
}

/** Runs in the page before a toast comes: whatever our script would call in the page's world hands over what it is given. */
export function patchPrototypes(): void {
  window.caught = []
  const note = (what: unknown): void => {
    if (what instanceof HTMLIFrameElement) window.caught.push(what.src)
    else if (what instanceof Node)
      window.caught.push(what.nodeName === 'BACKCHANNEL-TOAST' ? '' : what.textContent)
    else if (typeof what === 'string') window.caught.push(what)
  }
  const patch = (prototype: object, name: string): void => {
    const original = Reflect.get(prototype, name) as (...args: unknown[]) => unknown
    Reflect.set(prototype, name, function (this: unknown, ...args: unknown[]) {
      note(this)
      args.forEach(note)
      const result = original.apply(this, args)
      note(result)
      return result
    })
  }
  for (const name of ['attachShadow', 'append', 'setAttribute', 'showPopover', 'animate'])
    patch(name === 'showPopover' ? HTMLElement.prototype : Element.prototype, name)
  for (const name of ['appendChild', 'insertBefore']) patch(Node.prototype, name)
  patch(Document.prototype, 'createElement')
  patch(CSSStyleDeclaration.prototype, 'setProperty')
  patch(EventTarget.prototype, 'addEventListener')
  patch(window, 'postMessage')
}

/** Runs in the page: events that only a person makes, made by a script, on all that it can reach of a toast. */
export function forgeEvents(): void {
  const host = document.querySelector('backchannel-toast')
  const box = host?.getBoundingClientRect()
  const at = {
    clientX: (box?.left ?? 0) + 60,
    clientY: (box?.bottom ?? 0) - 20,
    bubbles: true,
    composed: true,
  }
  for (const target of [host, document, window]) {
    for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click'])
      target?.dispatchEvent(new MouseEvent(type, at))
    for (const key of ['Enter', 'Escape', 'Tab', 'a'])
      target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }))
    for (const data of ['in-front', 'behind', { type: 'view' }, { type: 'toast-dismiss' }])
      target?.dispatchEvent(new MessageEvent('message', { data }))
  }
  host?.dispatchEvent(new CustomEvent('toast-dismiss', { bubbles: true }))
  for (let index = 0; index < window.length; index += 1)
    window[index]?.postMessage({ type: 'toast-dismiss' }, '*')
}

/** Runs in the page: all that it can read of a toast and of what it has caught. */
export function pryOpen(): unknown {
  const host = document.querySelector('backchannel-toast')
  return [
    window.caught,
    host?.shadowRoot === null ? '' : 'extension: an open root',
    host?.textContent,
    host?.getAttributeNames().map((name) => host.getAttribute(name)),
    [...document.querySelectorAll('iframe')].map(({ src }) => src),
    performance.getEntries().map(({ name }) => name),
    window.length,
    Object.keys(window)
      .filter((name) => /backchannel/i.test(name))
      .map((name) => `extension: ${name}`),
  ]
}
