/** After this many ms the browser has made the popup as big as it wants to. */
const SETTLED_MS = 400

/**
 * A popup takes its size from its content (`data-view` sets 380 × 560), up to what the browser allows: at 200 % zoom or on a
 * low screen that is less, and the page then makes do with it instead of hiding its composer below the edge. The height
 * is said in pixels: a popup as high as its viewport, and a viewport as high as its popup, would shrink each other.
 */
export function fitPopup(window: Window): void {
  const root = window.document.documentElement
  root.dataset['view'] = 'popup'
  window.setTimeout(() => {
    if (window.innerHeight < root.scrollHeight)
      root.style.setProperty('--popup-height', `${window.innerHeight}px`)
  }, SETTLED_MS)
}
