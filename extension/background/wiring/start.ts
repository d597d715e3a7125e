import { defaultPersonSettings, defaultRoomSettings } from '../../../protocol/notification-settings.ts'
import type { Overview } from '../../shared/view.ts'
import { setBadge } from '../../platform/badge.ts'
import { crossOriginMode } from '../../platform/cross-origin-mode.ts'
import { text } from '../../platform/i18n.ts'
import { setReconnectAlarm } from '../../platform/lifetime.ts'
import { openChat } from '../../platform/open-chat.ts'
import { openTab } from '../../platform/pages.ts'
import { mayReach } from '../../platform/permissions.ts'
import { isScreenShared } from '../../platform/screen-sharing.ts'
import { createArrivals } from './arrivals.ts'
import { badgeTitle, createBadge } from '../badge.ts'
import { createMessageActions } from '../message-actions/message-actions.ts'
import { createChannelListener } from './channel-listener.ts'
import { systemClock } from '../clock.ts'
import type { ConnectionState } from '../channel/connection-state.ts'
import { openSocketTransport } from '../channel/socket-transport.ts'
import { createHub, type Hub } from '../hub/hub.ts'
import { createHubSource } from './hub-source.ts'
import { openAccounts } from '../journal/accounts.ts'
import { createActiveAccount } from '../journal/active-account.ts'
import { openBrowserState } from '../journal/browser-state.ts'
import { createNotifier, type Notifier } from '../notifier/notifier.ts'
import { createOverviewChanged } from './overview-changed.ts'
import { createNotifierDeps } from './notifier-deps.ts'
import { createPageRequests } from './page-requests.ts'
import { createRunAction } from '../message-actions/run-action.ts'
import { createSerialQueue } from '../serial-queue.ts'
import { startSession, type Session } from '../session.ts'

export interface Background {
  session: Session
  hub: Hub
  notifier: Notifier
  pageRequest: (message: unknown) => Promise<unknown>
  /** A screen began or ceased to be shared. */
  sharingChanged: () => Promise<void>
}

/** Puts the parts together from what the disk holds. Everything in memory is a cache of that. */
export async function startBackground(): Promise<Background> {
  const browser = await openBrowserState()
  const accounts = await openAccounts(browser)
  const { journal, local } = createActiveAccount(accounts.active)
  /** The session comes last, since it tells the others what it finds. */
  const now = {
    session: undefined as Session | undefined,
    current: await local.current(),
    device: await browser.device(),
    sharing: await isScreenShared(),
  }
  const channel = () => now.session?.channel()
  const rooms = () => channel()?.rooms() ?? []
  const device = () => now.device

  function presenting(): Overview['presenting'] {
    if (now.device.hideText) return 'by-setting'
    return now.device.hideTextWhileSharing && now.sharing ? 'sharing' : 'no'
  }

  const hub = createHub(
    createHubSource({
      ...{ journal, local, device, presenting },
      session: () => now.session,
      current: () => now.current,
    }),
  )
  const runAction = createRunAction({
    openTab,
    request: (input, init) => fetch(input, init),
    server: () => now.session?.account()?.server,
    mode: crossOriginMode(),
    mayReach,
  })
  const notifier = createNotifier(
    createNotifierDeps({
      ...{ local, device, presenting },
      actions: createMessageActions({ local, channel, runAction, openRoom: (room) => void show(room) }),
      settings: {
        person: () => channel()?.settings.person() ?? defaultPersonSettings,
        room: (id) => channel()?.settings.room(id) ?? defaultRoomSettings,
        now: () => channel()?.settings.now() ?? systemClock.now(),
      },
      lastConnected: () => channel()?.lastConnected(),
      isShowing: (room) => hub.isShowing(room),
      roomOf: (logId) =>
        rooms()
          .map((room) => room.saved())
          .find((room) => room.logId === logId)?.id,
    }),
  )

  async function show(room: string | undefined): Promise<void> {
    if (room !== undefined) {
      now.current = room
      await local.saveCurrent(room)
      hub.overviewChanged()
    }
    await openChat()
  }

  const alarms = createSerialQueue()
  const updateBadge = createBadge((view) => void setBadge({ ...view, title: badgeTitle(view, text) }))
  const overviewChanged = createOverviewChanged(systemClock, tellOverview)

  function tellOverview(): void {
    const source = now.session
    if (!source) return
    hub.overviewChanged()
    const connection = source.channel()?.state() ?? ({ state: 'connecting' } as const)
    const settings = source.channel()?.settings
    updateBadge({
      account: source.account(),
      connection,
      settings: settings?.person() ?? defaultPersonSettings,
      rooms: rooms().map((room) => {
        const { id, members } = room.saved()
        const { level } = settings?.room(id) ?? defaultRoomSettings
        return { members, level, unread: room.unread() }
      }),
    })
    const own = rooms().map((room) => room.saved())
    void notifier.roomsChanged(
      own.map(({ id, logId, seen }) => ({ id, logId, readUpTo: seen })),
      source.account() !== undefined,
    )
    const alarm = source.account() && alarmFor(connection)
    alarms.run(() => setReconnectAlarm(alarm)).catch(() => undefined)
  }

  async function presentingMayHaveChanged(): Promise<void> {
    hub.overviewChanged()
    await notifier.settingsChanged()
  }

  const arrivals = createArrivals({
    ...{ notifier, journal, local },
    me: () => now.session?.account()?.me,
    roomOf: (room) => channel()?.room(room)?.saved(),
    unreadIn: (room) => channel()?.room(room)?.unread() ?? 0,
  })
  const session = await startSession({
    browser,
    accounts,
    clock: systemClock,
    openTransport: openSocketTransport,
    hasNetwork: () => navigator.onLine,
    post: (input, init) => fetch(input, init),
    changed: () => {
      // Leaving deletes both.
      void Promise.all([local.current(), browser.device()]).then(([room, settings]) => {
        now.current = room
        now.device = settings
        overviewChanged()
      })
    },
    listener: createChannelListener({
      ...{ hub, notifier, arrivals, local, overviewChanged },
    }),
  })
  now.session = session
  void arrivals.begin(rooms().map((room) => room.saved()))
  overviewChanged()
  const pageRequest = createPageRequests({
    ...{ session, browser, local, journal, hub, runAction },
    showed: (room) => {
      now.current = room
      hub.overviewChanged()
    },
    deviceChanged: (settings) => {
      now.device = settings
      void presentingMayHaveChanged()
    },
    testAlert: async (delayMs) => ({ ok: true, value: await notifier.testAlert(delayMs) }),
  })
  return {
    ...{ session, hub, notifier, pageRequest },
    sharingChanged: async () => {
      now.sharing = await isScreenShared()
      await presentingMayHaveChanged()
    },
  }
}

/** Where a refusal has ended it, waking up for it is of no use. */
function alarmFor({ state }: ConnectionState): 'connected' | 'offline' | undefined {
  if (state === 'connected') return 'connected'
  return state === 'offline' || state === 'connecting' ? 'offline' : undefined
}
