import { setBadge } from '../../platform/badge.ts'
import { text } from '../../platform/i18n.ts'
import { setReconnectAlarm } from '../../platform/lifetime.ts'
import { badgeTitle, createBadge } from '../badge.ts'
import type { ConnectionState } from '../channel/connection-state.ts'
import type { Hub } from '../hub/hub.ts'
import type { Notifier } from '../notifier/notifier.ts'
import { createSerialQueue } from '../serial-queue.ts'
import type { LiveState } from './live-state.ts'

interface PublishDeps {
  live: LiveState
  hub: Pick<Hub, 'overviewChanged'>
  notifier: Pick<Notifier, 'roomsChanged'>
}

/** Account, connection, rooms or settings changed: pages, badge, notifier and the alarm that wakes the background follow. */
export function createPublishOverview({ live, hub, notifier }: PublishDeps): () => void {
  const alarms = createSerialQueue()
  const updateBadge = createBadge((view) => void setBadge({ ...view, title: badgeTitle(view, text) }))

  return () => {
    const session = live.session()
    if (!session) return
    hub.overviewChanged()
    const account = session.account()
    const rooms = session.channel()?.rooms() ?? []
    const connection = session.channel()?.state() ?? ({ state: 'connecting' } as const)
    updateBadge({
      account,
      connection,
      settings: live.settings.person(),
      rooms: rooms.map((room) => {
        const { id, members } = room.saved()
        return { members, level: live.settings.room(id).level, unread: room.unread() }
      }),
    })
    const own = live.rooms().map(({ id, logId, seen }) => ({ id, logId, readUpTo: seen }))
    void notifier.roomsChanged(own, account !== undefined)
    const alarm = account && alarmFor(connection)
    alarms.run(() => setReconnectAlarm(alarm)).catch(() => undefined)
  }
}

/** Where a refusal has ended it, waking up for it is of no use. */
function alarmFor({ state }: ConnectionState): 'connected' | 'offline' | undefined {
  if (state === 'connected') return 'connected'
  return state === 'offline' || state === 'connecting' ? 'offline' : undefined
}
