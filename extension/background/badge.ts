import type { Connection, Overview, RoomSummary } from '../shared/view.ts'
import type { Text } from '../platform/i18n.ts'
import { countsOnBadge } from './notifier/policy/resolve-level.ts'

/** What the badge is derived from, at each change and whole: nothing counts it up or down. */
export interface BadgeFacts extends Pick<Overview, 'account' | 'connection' | 'settings'> {
  rooms: Pick<RoomSummary, 'unread' | 'members' | 'level'>[]
}

export interface BadgeView {
  /** At most three characters fit beside the icon. */
  text: string
  color: string
  /** For the tooltip. */
  status: 'not-joined' | Connection['state']
  unread: number
}

/** White text on each has a contrast of at least 4.5. */
export const badgeColors = { fresh: '#0f766e', stale: '#5f6368', broken: '#b3261e' } as const

const countText = (unread: number): string => (unread === 0 ? '' : unread > 99 ? '99+' : String(unread))

/** Grey says "as of when the connection was lost"; red says that only the person can mend it. */
export function badgeOf({ account, connection, settings, rooms }: BadgeFacts): BadgeView {
  if (account === undefined) return { text: '', color: badgeColors.fresh, status: 'not-joined', unread: 0 }
  // A room of which the person wants nothing would keep the number from ever meaning something.
  const counted = rooms.filter(({ level, members }) =>
    countsOnBadge({ room: level, person: settings.level, members }),
  )
  const unread = counted.reduce((sum, room) => sum + room.unread, 0)
  const view = { status: connection.state, unread }
  switch (connection.state) {
    case 'connected':
      return { ...view, text: countText(unread), color: badgeColors.fresh }
    // It takes a moment at each start: no mark of its own, which would only flicker.
    case 'connecting':
      return { ...view, text: countText(unread), color: badgeColors.stale }
    case 'offline':
      return { ...view, text: countText(unread) || '–', color: badgeColors.stale }
    case 'signed-out':
    case 'outdated':
      return { ...view, text: '!', color: badgeColors.broken }
  }
}

/** Sets the badge when it changes, and only then. */
export function createBadge(set: (view: BadgeView) => void): (facts: BadgeFacts) => void {
  let last: string | undefined
  return (facts) => {
    const view = badgeOf(facts)
    const shown = JSON.stringify(view)
    if (shown !== last) set(view)
    last = shown
  }
}

/** The tooltip. */
export function badgeTitle({ status, unread }: BadgeView, text: Text): string {
  const name = text('extName')
  switch (status) {
    case 'not-joined':
      return name
    case 'connected':
    case 'connecting':
      return unread === 0 ? name : `${name}: ${text('badgeUnread', unread)}`
    case 'offline':
      return `${name}: ${text('badgeOffline')}`
    case 'signed-out':
      return `${name}: ${text('badgeSignedOut')}`
    case 'outdated':
      return `${name}: ${text('badgeOutdated')}`
  }
}
