/** Larger rooms only count on the badge: there a toast a message would be noise. */
export const ALERT_MEMBERS_MAX = 5

/** What is known of one entry that has just been applied. */
interface EntryFacts {
  /** A message with its text, neither deleted nor of another kind. */
  message: boolean
  mine: boolean
  /** At or below the person's read mark, which another device may have moved. */
  read: boolean
  /** A page of ours shows the room to somebody who looks at it. */
  showing: boolean
  /** An alert of this entry was raised before: the worker was restarted, or the entry came twice. */
  alerted: boolean
  /** People in the room, oneself included. */
  members: number
}

/** `none`: it is not even unread. `badge`: it counts as unread and disturbs nobody. */
type Decision = 'none' | 'badge' | 'alert'

export function decide(entry: EntryFacts): Decision {
  if (!entry.message || entry.mine || entry.read) return 'none'
  if (entry.showing) return 'none'
  if (entry.alerted || entry.members > ALERT_MEMBERS_MAX) return 'badge'
  return 'alert'
}

interface Surroundings {
  /** The active tab of a focused window exists, and we may inject into it. */
  page: boolean
  /** The permission for notifications of the operating system is there. */
  system: boolean
}

/** The ways of an alert in the order to try; none left means that the badge alone tells. */
export function waysOf({ page, system }: Surroundings): ('toast' | 'system')[] {
  return [...(page ? (['toast'] as const) : []), ...(system ? (['system'] as const) : [])]
}
