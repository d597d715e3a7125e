/** An element of a log that was in view, and how far below the log's upper edge it began, in CSS pixels. */
export interface Anchor {
  element: Element
  top: number
}

const topOf = (element: Element, log: HTMLElement): number =>
  element.getBoundingClientRect().top - log.getBoundingClientRect().top

/** The index of the first element that ends below the upper edge; they lie one below the other. */
function firstInView(elements: HTMLCollection, edge: number): number {
  let [low, high] = [0, elements.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((elements[middle]?.getBoundingClientRect().bottom ?? 0) > edge) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * The messages that are in view now: each of them can hold the place for the others. The button above the log and the rules between
 * messages stay where they are, or go elsewhere, as older messages come in. The first message that is drawn is the last that
 * holds it: it loses its heading, and so its height, when the one before it comes in.
 */
export function anchorsIn(log: HTMLElement): Anchor[] {
  const lines = log.firstElementChild?.children
  if (lines === undefined) return []
  const { top, bottom } = log.getBoundingClientRect()
  const anchors: Anchor[] = []
  for (let index = firstInView(lines, top); index < lines.length; index++) {
    const element = lines[index]
    const place = element?.getBoundingClientRect()
    if (element === undefined || place === undefined || place.top >= bottom) break
    if (element.localName === 'article') anchors.push({ element, top: place.top - top })
  }
  const [first, ...others] = anchors
  const firstDrawn = [...lines].find(({ localName }) => localName === 'article')
  return first?.element === firstDrawn && first !== undefined ? [...others, first] : anchors
}

/** Scrolls so that the first of them that is still there is where it was. False: the log cannot scroll so far. */
export function holdAnchors(log: HTMLElement, anchors: readonly Anchor[]): boolean {
  const anchor = anchors.find(({ element }) => element.isConnected)
  if (anchor === undefined) return true
  const moved = (): number => topOf(anchor.element, log) - anchor.top
  if (Math.abs(moved()) < 0.5) return true
  log.scrollTop += moved()
  return Math.abs(moved()) < 1
}
