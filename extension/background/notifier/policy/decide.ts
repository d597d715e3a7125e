import type { Priority } from '../../../../protocol/entry.ts'
import type { SettingsFacts } from './settings-facts.ts'

/** What is known of one entry, and of the browser, when it arrives. The settings are facts of their own. */
export interface MessageFacts {
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
  /** Pushed just now, or read from the log after a (re)connect. */
  source: 'live' | 'catch-up'
  /** `stale`: older than the last connection minus 5 minutes. */
  age: 'fresh' | 'stale'
  /** A direct message. */
  direct: boolean
  /** `@name`, `@room` or a keyword (see shared/mentions). */
  mention: boolean
  /** This minute's cards are used up (see burst-limit.ts). */
  burst: boolean
  /** Where an alert could show: in the page in front, as a notification of the operating system, or not at all. */
  place: 'page' | 'system' | 'nowhere'
}

/**
 * `none`: nothing happens. `badge`: it counts as unread and disturbs nobody. `digest`: shown together with others. `wait`: it
 * shows as soon as something can.
 * None of them says what the badge's number is: that is derived from what is unread (see background/badge.ts).
 */
export type Decision = 'none' | 'badge' | 'toast' | 'system' | 'digest' | 'wait'

const byPlace: Record<MessageFacts['place'], Decision> = { page: 'toast', system: 'system', nowhere: 'badge' }

/** The table of docs/notifications.md, line by line: a test compares the two for every combination of facts. */
export function decide(facts: MessageFacts, settings: SettingsFacts): Decision {
  const { priority, source, age, place } = facts
  if (!facts.message || facts.mine || facts.read || priority === 1) return 'none'
  if (facts.claimed) return 'badge'
  if (facts.showing) return 'none'
  if (facts.alerted || priority === 2) return 'badge'
  const wanted = wantedAs(facts, settings)
  if (wanted !== 'alert') return wanted
  if (age === 'stale') return 'digest'
  if (isUrgent(facts, settings)) return place === 'nowhere' ? 'wait' : byPlace[place]
  if (source === 'catch-up' || (facts.burst && priority < 4)) return 'digest'
  return byPlace[place]
}

type WantedFacts = Pick<MessageFacts, 'priority' | 'age' | 'direct' | 'mention'>

const isUrgent = ({ priority }: Pick<MessageFacts, 'priority'>, { agreed }: SettingsFacts): boolean =>
  priority === 5 && agreed

/** What the settings make of an unread message of priority 3 to 5 that nobody has claimed. */
function wantedAs(facts: WantedFacts, settings: SettingsFacts): 'alert' | 'badge' | 'none' {
  const { level } = settings
  const mentioned = facts.mention || facts.direct
  if (isUrgent(facts, settings)) return 'alert'
  if (settings.quiet) return 'badge'
  if (facts.age === 'stale') return mentioned && !settings.muted && level !== 'nothing' ? 'alert' : 'badge'
  if (facts.priority >= 4) return 'alert'
  if (settings.muted) return 'badge'
  if (level === 'nothing') return 'none'
  return level === 'mentions' && !mentioned ? 'badge' : 'alert'
}

/**
 * Whether a message that waits for a digest still belongs into it: the settings may have changed since it arrived, or its
 * room may be on the screen now.
 */
export const stillWanted = (
  facts: Pick<MessageFacts, 'priority' | 'age' | 'mention' | 'showing'>,
  settings: SettingsFacts,
): boolean => !facts.showing && wantedAs({ ...facts, direct: false }, settings) === 'alert'
