import type { RoomId } from '../../../protocol/entry.ts'
import { crossOriginMode } from '../../platform/cross-origin-mode.ts'
import { openChat } from '../../platform/open-chat.ts'
import { openTab } from '../../platform/pages.ts'
import { mayReach } from '../../platform/permissions.ts'
import { openSocketTransport } from '../channel/socket-transport.ts'
import { systemClock } from '../clock.ts'
import { createHub, type Hub } from '../hub/hub.ts'
import { openAccounts } from '../journal/accounts.ts'
import { createActiveAccount } from '../journal/active-account.ts'
import { openBrowserState } from '../journal/browser-state.ts'
import { createMessageActions } from '../message-actions/message-actions.ts'
import { createRunAction, type RunAction } from '../message-actions/run-action.ts'
import { createNotifier, type Notifier } from '../notifier/notifier.ts'
import { startSession, type Session } from '../session.ts'
import { createArrivals } from './arrivals.ts'
import { createChannelListener } from './channel-listener.ts'
import { createHubSource } from './hub-source.ts'
import { createLiveState, type LiveState } from './live-state.ts'
import { createNotifierDeps } from './notifier-deps.ts'
import { createOverviewChanged } from './overview-changed.ts'
import { createPageRequests } from './page-requests.ts'
import { createPublishOverview } from './publish-overview.ts'

export interface Background {
  session: Session
  hub: Hub
  notifier: Notifier
  pageRequest: (message: unknown) => Promise<unknown>
  /** A screen began or ceased to be shared. */
  sharingChanged: () => Promise<void>
}

/** What is there before the session: it holds no state but `live`. */
interface Parts {
  stored: Awaited<ReturnType<typeof openStored>>
  live: LiveState
  hub: Hub
  runAction: RunAction
  notifier: Notifier
}

/** Puts the parts together from what the disk holds. Everything in memory is a cache of that. */
export async function startBackground(): Promise<Background> {
  const stored = await openStored()
  const live = await createLiveState(stored)
  const hub = createHub(createHubSource({ ...stored, ...live }))
  const runAction = wireRunAction(live)
  const notifier = wireNotifier({ stored, live, hub, runAction })
  const parts: Parts = { stored, live, hub, runAction, notifier }
  const session = await wireSession(parts)
  const hiddenTextChanged = async (): Promise<void> => {
    hub.overviewChanged()
    await notifier.settingsChanged()
  }
  return {
    session,
    hub,
    notifier,
    pageRequest: wirePageRequests(parts, session, hiddenTextChanged),
    sharingChanged: async () => {
      await live.reloadSharing()
      await hiddenTextChanged()
    },
  }
}

/** What is kept of the browser, of its accounts, and of the one that is active. */
async function openStored() {
  const browser = await openBrowserState()
  const accounts = await openAccounts(browser)
  return { browser, accounts, ...createActiveAccount(accounts.active) }
}

const wireRunAction = (live: LiveState): RunAction =>
  createRunAction({
    openTab,
    request: (input, init) => fetch(input, init),
    server: () => live.session()?.account()?.server,
    mode: crossOriginMode(),
    mayReach,
  })

function wireNotifier({
  stored: { local, journal },
  live,
  hub,
  runAction,
}: Omit<Parts, 'notifier'>): Notifier {
  async function openRoom(room: RoomId | undefined): Promise<void> {
    if (room !== undefined) {
      live.setCurrent(room)
      await local.saveCurrent(room)
      hub.overviewChanged()
    }
    await openChat()
  }
  return createNotifier(
    createNotifierDeps({
      local,
      device: live.device,
      textHidden: live.textHidden,
      settings: live.settings,
      log: journal,
      actions: createMessageActions({
        local,
        journal,
        channel: live.channel,
        runAction,
        openRoom: (room) => void openRoom(room),
      }),
      lastConnected: () => live.channel()?.lastConnected(),
      isShowing: hub.isShowing,
      roomOf: (logId) => live.rooms().find((room) => room.logId === logId)?.id,
    }),
  )
}

/** Reads who we are and connects. What comes then goes to hub and notifier. */
async function wireSession({ stored, live, hub, notifier }: Parts): Promise<Session> {
  const { browser, accounts, local, journal } = stored
  const overviewChanged = createOverviewChanged(systemClock, createPublishOverview({ live, hub, notifier }))
  const arrivals = createArrivals({
    notifier,
    journal,
    local,
    me: () => live.session()?.account()?.me,
    roomOf: (room) => live.channel()?.room(room)?.saved(),
    unreadIn: (room) => live.channel()?.room(room)?.unread() ?? 0,
  })
  const session = await startSession({
    browser,
    accounts,
    clock: systemClock,
    openTransport: openSocketTransport,
    hasNetwork: () => navigator.onLine,
    post: (input, init) => fetch(input, init),
    changed: () => void live.reload().then(overviewChanged),
    listener: createChannelListener({ hub, notifier, arrivals, local, overviewChanged }),
  })
  live.began(session)
  void arrivals.begin(live.rooms())
  overviewChanged()
  return session
}

const wirePageRequests = (
  { stored, live, hub, runAction, notifier }: Parts,
  session: Session,
  hiddenTextChanged: () => Promise<void>,
): Background['pageRequest'] =>
  createPageRequests({
    browser: stored.browser,
    local: stored.local,
    journal: stored.journal,
    session,
    hub,
    runAction,
    showed: (room) => {
      live.setCurrent(room)
      hub.overviewChanged()
    },
    deviceChanged: (settings) => {
      live.setDevice(settings)
      void hiddenTextChanged()
    },
    testAlert: async (delayMs) => ({ ok: true, value: await notifier.testAlert(delayMs) }),
  })
