/** No key is held for longer than this for a reason of ours; a release may also be lost with the focus. */
const RELEASED_BY_MS = 1000

/**
 * Calls back once no key is held down. While one is, the focus stays here: the page would get its release, and so know
 * which key somebody had pressed in the toast.
 */
export function createKeysHeld(target: EventTarget): (released: () => void) => void {
  const held = new Set<string>()
  let waiting: (() => void)[] = []
  const settle = (): void => {
    held.clear()
    const due = waiting
    waiting = []
    for (const callback of due) callback()
  }
  const on = (type: string, listener: (event: KeyboardEvent) => void): void =>
    target.addEventListener(type, (event) => listener(event as KeyboardEvent), { capture: true })
  on('keydown', ({ code }) => held.add(code))
  on('keyup', ({ code }) => {
    held.delete(code)
    // After everybody else has heard of it.
    if (held.size === 0) setTimeout(() => (held.size === 0 ? settle() : undefined))
  })
  target.addEventListener('blur', settle)

  return (released) => {
    if (held.size === 0) return released()
    waiting.push(released)
    setTimeout(() => {
      if (waiting.includes(released)) settle()
    }, RELEASED_BY_MS)
  }
}
