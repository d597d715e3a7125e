/** Shorter than anybody takes to read where to click, and longer than a click that was meant for something else. */
const TRUST_MS = 500
/** How often the frame looks at where it is: often enough that no click comes soon after a move. */
export const LOOK_MS = 100

/** Where the frame lies on the screen, as far as it can know: Firefox says exactly, Chromium says where the window is. */
export interface Place {
  x: number
  /** Both, since a card that grows keeps one of its edges. */
  top: number
  bottom: number
}

export interface Trust {
  /** `Trust.look` at each LOOK_MS, and when the document is shown or hidden. */
  look(place: Place, hidden: boolean): void
  /** What the browser says of the frame: painted, and nothing over it. Never called where it does not say. */
  seen(visible: boolean): void
  /** An act of a person on a card that shows since `since` counts. Where the browser reports what is visible, only if they could see it. */
  allows(event: Pick<Event, 'isTrusted'>, since: number): boolean
  /** The browser says that the person could see what they did. Firefox never does. */
  verifies(since: number): boolean
}

const moved = (a: Place, b: Place): boolean => a.x !== b.x || (a.top !== b.top && a.bottom !== b.bottom)

/**
 * Whether a click is meant. A page that changes the host loses it at once (see content/guard.ts), but it may zoom its
 * root, scroll its window under the pointer or lay something over the toast: so the frame has to have been where it is, in
 * a visible document, for half a second, and the card in it too. `now`: ms, of any monotonic clock.
 */
export function createTrust(now: () => number): Trust {
  let place: Place | undefined
  /** Since when the frame has not moved in a visible document. */
  let steady: number | undefined
  /** Since when it is seen, by the browser's own word; 'unknown' where it says nothing. */
  let visible: number | undefined | 'unknown' = 'unknown'

  const long = (since: number | undefined): boolean => since !== undefined && now() - since >= TRUST_MS
  const verifies = (since: number): boolean =>
    visible !== 'unknown' && long(since) && long(steady) && long(visible)

  return {
    look(next, hidden) {
      if (hidden) steady = undefined
      else if (steady === undefined || place === undefined || moved(place, next)) steady = now()
      place = next
    },
    seen(isVisible) {
      if (!isVisible) visible = undefined
      else if (visible === undefined || visible === 'unknown') visible = now()
    },
    allows: (event, since) =>
      event.isTrusted && long(since) && long(steady) && (visible === 'unknown' || long(visible)),
    verifies,
  }
}
