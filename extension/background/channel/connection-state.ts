import type { LocalTime } from '../../../protocol/entry.ts'
import type { ErrorCode } from '../../../protocol/error-code.ts'
import { retryDelay } from '../retry-loop.ts'

/** What the person sees of it. `since` is this machine's clock in ms. */
export type ConnectionState =
  | { state: 'connecting' }
  | { state: 'connected' }
  | { state: 'offline'; since: LocalTime; why: 'no-network' | 'no-answer' }
  /** The server sent more than is taken. Before `until` only the person makes an attempt. */
  | { state: 'offline'; since: LocalTime; why: 'too-much'; until: LocalTime }
  | { state: 'signed-out' }
  | { state: 'outdated' }

/** The state, and what is remembered from the states before it. */
export interface Link {
  state: ConnectionState
  /** Failed attempts in a row. */
  failures: number
  /** Since when there is no connection, this machine's clock in ms. */
  droppedAt: LocalTime | undefined
  /** How often in a row the server sent too much. */
  floods: number
  /** When it did so last, this machine's clock in ms. */
  floodedAt: LocalTime
}

export type LinkEvent =
  /** `pausedUntil`: from before a restart of the background; the server sent too much. */
  | { type: 'started'; pausedUntil: LocalTime | undefined }
  | { type: 'connected' }
  | { type: 'refused'; code: ErrorCode }
  | { type: 'lost' }
  | { type: 'flooded' }
  /** `asked`: by the person. */
  | { type: 'nudged'; asked: boolean }

/** What a step needs to know besides. `random` is in [0, 1). */
export interface LinkMoment {
  now: LocalTime
  random: number
  hasNetwork: boolean
}

/** The next attempt. `as planned`: nothing changes, none is planned or its timer runs. */
export type Attempt = { when: 'as planned' } | { when: 'now' } | { when: 'later'; ms: number }

export interface LinkStep {
  link: Link
  attempt: Attempt
}

/** A server that sends too much is left alone this long; twice as long after each further time, up to the longest. */
const PAUSE_MS = 30_000
const PAUSE_LONGEST_MS = 10 * 60_000

/** `offlineSince`: from before a restart of the background, an outage goes on being the same one. */
export const startLink = (offlineSince: LocalTime | undefined, hasNetwork: boolean): Link => ({
  state:
    offlineSince === undefined
      ? { state: 'connecting' }
      : { state: 'offline', since: offlineSince, why: hasNetwork ? 'no-answer' : 'no-network' },
  failures: 0,
  droppedAt: offlineSince,
  floods: 0,
  floodedAt: -Infinity,
})

/**
 * Keeps one connection open as long as its refusals are temporary (SPEC 1.3): attempts go on for ever, except after
 * `unauthorized` and `protocol`. After these only the person or a new background makes one. Pure.
 */
export function linkStep(link: Link, event: LinkEvent, at: LinkMoment): LinkStep {
  switch (event.type) {
    case 'started':
      return event.pausedUntil !== undefined && event.pausedUntil > at.now
        ? pause(link, event.pausedUntil, at)
        : { link, attempt: { when: 'now' } }
    case 'connected':
      return stay({ ...link, state: { state: 'connected' }, failures: 0, droppedAt: undefined })
    case 'refused':
      if (event.code === 'unauthorized') return stay({ ...link, state: { state: 'signed-out' } })
      if (event.code === 'protocol') return stay({ ...link, state: { state: 'outdated' } })
      return lost(link, at)
    case 'lost':
      return lost(link, at)
    case 'flooded':
      return flooded(link, at)
    case 'nudged':
      return { link, attempt: mayTry(link.state, event.asked, at.now) ? { when: 'now' } : asPlanned }
  }
}

const asPlanned: Attempt = { when: 'as planned' }
const stay = (link: Link): LinkStep => ({ link, attempt: asPlanned })

function lost(link: Link, { now, random, hasNetwork }: LinkMoment): LinkStep {
  const droppedAt = link.droppedAt ?? now
  // One lost connection is no outage yet: most are back with the next attempt.
  const state: ConnectionState =
    link.state.state === 'connected'
      ? { state: 'connecting' }
      : { state: 'offline', since: droppedAt, why: hasNetwork ? 'no-answer' : 'no-network' }
  return {
    link: { ...link, state, droppedAt, failures: link.failures + 1 },
    attempt: { when: 'later', ms: retryDelay(link.failures, random) },
  }
}

function flooded(link: Link, at: LinkMoment): LinkStep {
  // A server that was quiet for long begins again with the shortest pause.
  const floods = Math.abs(at.now - link.floodedAt) > 2 * PAUSE_LONGEST_MS ? 0 : link.floods
  const ms = Math.min(PAUSE_MS * 2 ** Math.min(floods, 10), PAUSE_LONGEST_MS)
  return pause({ ...link, floods: floods + 1, floodedAt: at.now }, at.now + ms, at)
}

function pause(link: Link, until: LocalTime, { now }: LinkMoment): LinkStep {
  const droppedAt = link.droppedAt ?? now
  return {
    link: { ...link, droppedAt, state: { state: 'offline', since: droppedAt, why: 'too-much', until } },
    attempt: { when: 'later', ms: Math.min(Math.max(0, until - now), PAUSE_LONGEST_MS) },
  }
}

function mayTry(state: ConnectionState, asked: boolean, now: LocalTime): boolean {
  if (state.state === 'connected') return false
  if (asked) return true
  const isPaused = state.state === 'offline' && state.why === 'too-much' && state.until > now
  return !isPaused && state.state !== 'signed-out' && state.state !== 'outdated'
}
