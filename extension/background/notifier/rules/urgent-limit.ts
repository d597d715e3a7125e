/** More urgent alerts than so many are not read but clicked away: the rest is counted on one of them. */
export const URGENT_MAX = 3
/** Urgent alerts sound, and one that counts more is raised again, at most once in so long. */
const RING_EVERY_MS = 30_000

/** One that is open, in the order in which they were raised. */
export interface OpenUrgent {
  key: string
  author: string
  /** It may be counted on another one: nobody types in it. */
  folds: boolean
}

/**
 * `opens`: it gets an alert of its own. `counted`: it is counted on another one. With `folds` that alert, of somebody who has
 * several, makes room: it is counted from then on.
 */
export type UrgentPlace = { kind: 'opens'; folds: string | undefined } | { kind: 'counted' }

/** `counted`: how many of this author's urgent messages are counted already. */
export function placeUrgent(open: readonly OpenUrgent[], author: string, counted: number): UrgentPlace {
  const own = open.filter((one) => one.author === author).length
  if (own + counted >= URGENT_MAX) return { kind: 'counted' }
  if (open.length < URGENT_MAX) return { kind: 'opens', folds: undefined }
  // One author alone must not keep the alarms of others from being seen.
  const crowded = open.find(
    (one) =>
      one.folds &&
      one.author !== author &&
      open.some((other) => other !== one && other.author === one.author),
  )
  return own > 0 || crowded === undefined ? { kind: 'counted' } : { kind: 'opens', folds: crowded.key }
}

/** `rang`: when one did last; null: never. A clock that was put back silences nothing. */
export const mayRing = (rang: number | null, now: number): boolean =>
  rang === null || now < rang || now - rang >= RING_EVERY_MS

/** From when on one may. */
export const ringsFrom = (rang: number | null, now: number): number =>
  rang === null || mayRing(rang, now) ? now : rang + RING_EVERY_MS
