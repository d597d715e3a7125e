import { LOOK_MS, type Place, type Trust } from './trust.ts'

/** Chromium's second version of the observer; Firefox has the first alone. */
interface VisibilityOptions extends IntersectionObserverInit {
  trackVisibility: boolean
  delay: number
}

/** Firefox's own: where the inside of the frame begins on the screen. */
interface Inner {
  mozInnerScreenX?: number
  mozInnerScreenY?: number
}

function placeOf(view: Window & Inner): Place {
  const { screenX, screenY, outerWidth, outerHeight, devicePixelRatio, innerHeight } = view
  const { mozInnerScreenX: x, mozInnerScreenY: y } = view
  if (x !== undefined && y !== undefined) return { x, top: y, bottom: y + innerHeight }
  // Of the window, and a change of the zoom: the only ways to move the frame that leave its host alone.
  const zoom = Math.round(devicePixelRatio * 1000) * 1e6
  return { x: screenX + zoom, top: screenY, bottom: screenY + outerHeight + outerWidth * 1e5 }
}

/** On the frame's own root while an act of a person would count on a card that is not new. Whoever drives the browser reads it. */
const TRUSTED = 'data-trusted'

/** Passes on to trust what the browser says of the frame, for as long as it lives. `looked` is called after each look. */
export function watchFrame(target: Element, trust: Trust, looked: () => void): void {
  const look = (): void => {
    trust.look(placeOf(window), document.hidden)
    document.documentElement.toggleAttribute(TRUSTED, trust.allows({ isTrusted: true }, -Infinity))
    looked()
  }
  look()
  setInterval(look, LOOK_MS)
  document.addEventListener('visibilitychange', look)
  // A page can move it between two looks, and this one is before anything acts.
  for (const type of ['pointerdown', 'click', 'keydown']) addEventListener(type, look, { capture: true })

  if (!('isVisible' in IntersectionObserverEntry.prototype)) return
  trust.seen(false)
  const options: VisibilityOptions = { trackVisibility: true, delay: 100 }
  const observer = new IntersectionObserver((entries) => {
    const last = entries.at(-1)
    if (last !== undefined) trust.seen(Reflect.get(last, 'isVisible') === true)
  }, options)
  observer.observe(target)
}
