import type { Priority } from '../../../../protocol/entry.ts'
import type { ResolvedLevel } from './resolve-level.ts'

/** What is known of one entry when it is decided whether, and how, to tell of it. */
export interface AlertFacts {
  /** A message with its text, neither deleted nor of another kind. */
  message: boolean
  mine: boolean
  /** At or below the person's read mark, which another device may have moved. */
  read: boolean
  priority: Priority
  /** Somebody has said "I have it". */
  claimed: boolean
  /** A page of ours shows the room to somebody who looks at it. */
  showing: boolean
  /** An alert of this entry was raised before: the worker was restarted, or the entry came twice. */
  alerted: boolean
  /** Pushed just now; read from the log after a (re)connect; or older than the last connection minus 5 min. */
  came: 'now' | 'missed' | 'old'
  /** The person agreed to be disturbed by priority 5 at any time. */
  agreed: boolean
  /** Do-not-disturb or quiet hours, now. */
  quiet: boolean
  /** The room is muted now. */
  muted: boolean
  /** A direct message. */
  direct: boolean
  /** `@name`, `@room` or a keyword (see calls.ts). */
  calls: boolean
  level: ResolvedLevel
  /** This minute's cards are used up (see flood.ts). */
  flood: boolean
  /** Where an alert could show: in the page in front, as a notification of the operating system, or not at all. */
  place: 'page' | 'system' | 'nowhere'
}

/**
 * `none`: nothing happens. `badge`: it counts as unread and disturbs nobody. `digest`: told together with others. `wait`: it
 * shows as soon as something can.
 * None of them says what the badge's number is: that is derived from what is unread (see badge.ts).
 */
export type Decision = 'none' | 'badge' | 'toast' | 'system' | 'digest' | 'wait'

const byPlace: Record<AlertFacts['place'], Decision> = { page: 'toast', system: 'system', nowhere: 'badge' }

/** The table of docs/notifications.md, line by line: a test holds this against every combination of facts. */
export function decide(facts: AlertFacts): Decision {
  const { priority, came, level } = facts
  const called = facts.calls || facts.direct
  const urgent = priority === 5 && facts.agreed
  if (!facts.message || facts.mine || facts.read || priority === 1) return 'none'
  if (facts.claimed) return 'badge'
  if (facts.showing) return 'none'
  if (facts.alerted || priority === 2) return 'badge'
  if (came === 'old') {
    const wanted = called && !facts.quiet && !facts.muted && level !== 'nothing'
    return urgent || wanted ? 'digest' : 'badge'
  }
  if (urgent) return facts.place === 'nowhere' ? 'wait' : byPlace[facts.place]
  if (facts.quiet) return 'badge'
  if (priority >= 4) return came === 'missed' ? 'digest' : byPlace[facts.place]
  if (facts.muted) return 'badge'
  if (level === 'nothing') return 'none'
  if (level === 'mentions' && !called) return 'badge'
  if (came === 'missed' || facts.flood) return 'digest'
  return byPlace[facts.place]
}
