import type { LocalTime } from '../../../../protocol/entry.ts'

/** More urgent alerts than so many are not read but clicked away: the rest is counted on one of them. */
export const URGENT_MAX = 3
/** Urgent alerts sound, and one that counts more is raised again, at most once in so long. */
const SOUND_EVERY_MS = 30_000

/** One that is open, in the order in which they were raised. */
export interface OpenUrgent {
  key: string
  author: string
  /** It may be counted on another one: nobody types in it. */
  foldable: boolean
}

/**
 * `opens`: it gets an alert of its own. `folds-one`: so it does, and the alert `key`, of an author who has several, makes room:
 * that one is counted from then on. `counted`: it is counted on another one.
 */
export type UrgentPlace = { kind: 'opens' } | { kind: 'folds-one'; key: string } | { kind: 'counted' }

/** `counted`: how many of this author's urgent messages are counted already. */
export function placeUrgent(open: readonly OpenUrgent[], author: string, counted: number): UrgentPlace {
  const own = open.filter((one) => one.author === author).length
  if (own + counted >= URGENT_MAX) return { kind: 'counted' }
  if (open.length < URGENT_MAX) return { kind: 'opens' }
  // One author alone must not keep the alarms of others from being seen.
  const crowded = open.find(
    (one) =>
      one.foldable &&
      one.author !== author &&
      open.some((other) => other !== one && other.author === one.author),
  )
  return own > 0 || crowded === undefined ? { kind: 'counted' } : { kind: 'folds-one', key: crowded.key }
}

/** When an urgent alert last played its sound, this machine's clock in ms. */
export type LastSound = LocalTime | 'never'

/** A clock that was set back silences nothing. */
export const mayPlaySound = (last: LastSound, now: LocalTime): boolean =>
  last === 'never' || now < last || now - last >= SOUND_EVERY_MS

/** From when on one may. */
export const soundsFrom = (last: LastSound, now: LocalTime): LocalTime =>
  last === 'never' || mayPlaySound(last, now) ? now : last + SOUND_EVERY_MS
