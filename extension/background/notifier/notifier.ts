import { deletedIn } from '../../../protocol/deletion.ts'
import type { LogId, RoomId, Seq, ServerTime } from '../../../protocol/entry.ts'
import type { DeviceSettings } from '../../shared/device-settings.ts'
import type { TestAlert } from '../../shared/requests.ts'
import { createAlertTimer } from './alert-timer.ts'
import { createFollowTab } from './follow-tab.ts'
import { findMessages } from './find-messages.ts'
import { createOwnRooms } from './own-rooms.ts'
import { displayTime } from './policy/display-time.ts'
import { placeOf } from './policy/place.ts'
import type { AlertSettings } from './policy/settings-facts.ts'
import type { Clock } from '../clock.ts'
import type {
  AlertStorage,
  LogReader,
  MessageActions,
  Pages,
  SystemNotifications,
  ToastPort,
  ToastSender,
} from './ports.ts'
import { createDraftCache, type DraftCache } from './present/draft-cache.ts'
import { whyNoToast } from './present/find-place.ts'
import { createPresenter, type Presenter } from './present/presenter.ts'
import { createSystemPresenter } from './present/system-notifications.ts'
import { createToastSession, type ToastSession } from './present/toast-session.ts'
import { restore } from './restore.ts'
import type { Arrival } from './state/admit-arrival.ts'
import { alertStep, type AlertEvent } from './state/alert-step.ts'
import { createAlertStore, type AlertStore } from './state/alert-store.ts'
import { findAlert, hasMessage, parseAlertKey, typedIn } from './state/open-alerts.ts'
import type { AlertContext } from './state/raise-digest.ts'
import type { OwnRoom } from './state/retract.ts'
import { createSystemClosed, type SystemClosed } from './system-closed.ts'
import { createToastCommands, type ToastReply } from './toast-commands.ts'

export interface NotifierDeps {
  pages: Pages
  system: SystemNotifications
  clock: Clock
  storage: AlertStorage
  actions: MessageActions
  log: LogReader
  settings: AlertSettings
  device(): DeviceSettings
  /** The text of messages must not show just now. */
  isTextHidden(): boolean
  /** Until when the connection before this one was known to live, the server's clock in ms. */
  lastConnected(): ServerTime | undefined
  /** What was half typed in a room. */
  draft(room: RoomId): Promise<string>
  /** What a test alert says. */
  testMessage(): { author: string; text: string }
  /** At least 16 characters that no page can guess. */
  nonce(): string
  /** A page of ours shows this room to somebody who looks at it. */
  isShowing(room: RoomId): boolean
  /** Which room this log belongs to; undefined when it is no longer one of the person's. */
  roomOf(logId: LogId): RoomId | undefined | Promise<RoomId | undefined>
}

export interface Notifier {
  /**
   * Entries that were just applied to the cache, in the order of the log; not the first page of a room that was not
   * cached before. What `decide` says of each is done at once, but for a digest. Settles when that is done.
   */
  arrived(arrival: Arrival): Promise<void>
  /** A catch-up has ended, or was broken off: what came of it is shown in one digest. */
  caughtUp(): Promise<void>
  /** The person has read the room up to `seq`, on any device: an alert of such an entry goes away. */
  read(room: RoomId, seq: Seq): Promise<void>
  /** Call it at every change of rooms, read marks or sign-in. Settles when these, or later ones, have had their turn. */
  roomsChanged(rooms: readonly OwnRoom[], joined: boolean): Promise<void>
  /** Another tab or window of the browser came to the front, or another program: an open toast goes there, if it can. */
  frontChanged(): Promise<void>
  /** Settings of this browser or of the person, a permission, or whether the screen is shared. */
  settingsChanged(): Promise<void>
  /** From a toast's frame; undefined where there is nothing to answer. */
  toastMessage(message: unknown, sender: ToastSender): Promise<ToastReply>
  /** A toast's frame has connected, for the first time or again. Call it before the port can be gone. */
  toastPort(port: ToastPort, from: { tabId: number; nonce: string }): void
  /** The keyboard command: the focus goes to the open toast, if there is one. */
  focusToast(): Promise<void>
  notificationClicked(id: string): Promise<void>
  /** One is not open any more, whoever closed it; `byUser`: the browser says that it was the person. */
  notificationClosed(id: string, byUser: boolean | undefined): Promise<void>
  /** Raises an alert that only says that alerts work, by the same way as any other. */
  testAlert(delayMs: number): Promise<TestAlert>
}

interface Parts {
  deps: NotifierDeps
  store: AlertStore
  presenter: Presenter
  session: ToastSession
  drafts: DraftCache
  /** Waits until it has the store for itself. */
  step(event: AlertEvent): Promise<void>
  context(): AlertContext
}

function createParts(deps: NotifierDeps, changed: () => void): Parts {
  const { pages, system, clock, settings, actions, nonce, device } = deps
  const store = createAlertStore(deps.storage, changed)
  const session = createToastSession({ pages, clock })
  const drafts = createDraftCache(deps.draft)
  const viewContext = () => ({ hidden: deps.isTextHidden(), draft: drafts.of })
  const presenter = createPresenter({
    pages,
    system,
    session,
    store,
    drafts,
    clock,
    actions,
    nonce,
    device,
    notifications: createSystemPresenter(system, viewContext),
    sounds: () => settings.person().sounds,
    context: viewContext,
  })
  return {
    deps,
    store,
    presenter,
    session,
    drafts,
    step: (event) => store.oneAtATime(async () => void (await presenter.dispatch(event))),
    context: () => ({ settings, isShowing: deps.isShowing, displayFactor: device().stay }),
  }
}

/** Events of the browser and of the channel become events of the alert state, one after another. */
export function createNotifier(deps: NotifierDeps): Notifier {
  const { pages, system, clock, settings, actions, device } = deps
  const parts = createParts(deps, () => timer.waitFor(store.state()))
  const { store, presenter, session, drafts, step, context } = parts
  const timer = createAlertTimer({
    clock,
    passed: () => void step({ type: 'time-passed', context: context() }).catch(() => undefined),
  })
  const follow = createFollowTab({ store, presenter, pages, clock, device })
  const systemClosed = createSystemClosed({ store, presenter, system, actions })
  const command = createToastCommands({
    actions,
    store,
    presenter,
    session,
    drafts,
    pages,
    clock,
    roomOf: (logId) => deps.roomOf(logId),
  })
  const ownRooms = createOwnRooms({ store, presenter })
  const ready = begin(parts, systemClosed).catch(() => undefined)
  const placeAppeared = (): AlertEvent => ({ type: 'place-appeared', agreed: settings.person().urgent })

  return {
    arrived: (arrival) => store.oneAtATime(() => admit(parts, arrival)),
    caughtUp: () => step({ type: 'catch-up-ended', context: context() }),
    read: (room, upTo) => step({ type: 'read', room, upTo }),
    roomsChanged: ownRooms.changed,
    frontChanged: () =>
      store.oneAtATime(async () => {
        await follow.front()
        await presenter.dispatch(placeAppeared())
      }),
    settingsChanged: () => step(placeAppeared()),
    toastMessage: (message, sender) => ready.then(() => command(message, sender)),
    toastPort(port, at) {
      port.onGone(() => void store.oneAtATime(() => follow.lost(at.nonce)))
      void ready.then(() => {
        if (session.isOpen(at.nonce, at.tabId)) session.connected(port, at.nonce)
        // Closed meanwhile, and a worker died before it was unmounted.
        else void pages.unmount(at.tabId, at.nonce)
      })
    },
    async focusToast() {
      await ready
      const { toast } = store.state()
      if (toast !== undefined && (await pages.focus(toast.tabId, toast.nonce)))
        session.post({ type: 'focus' })
    },
    notificationClicked: (id) => store.oneAtATime(() => click(parts, id)),
    notificationClosed: (id, byUser) => store.oneAtATime(() => systemClosed.closed(id, byUser)),
    testAlert: (delayMs) => testAlert(parts, delayMs),
  }
}

/** Takes up what the worker before this one left. Settles when the state has been read. */
async function begin({ deps, store, presenter, drafts }: Parts, systemClosed: SystemClosed): Promise<void> {
  const tampered = await store.oneAtATime(async () => {
    const restored = await restore(deps)
    systemClosed.expect(restored.closed)
    await drafts.load(restored.state.alerts)
    await store.put(restored.state)
    if (restored.state.toast !== undefined) presenter.adopt(restored.state.toast)
    return restored.tampered
  })
  // Apart from the above: what is raised here waits for a frame, and frames wait until the state has been read.
  const goOn = async (): Promise<void> => {
    if (tampered) return presenter.leaveToast('tampered')
    await presenter.dispatch({ type: 'pending-found' })
    await presenter.refresh()
  }
  void store.oneAtATime(goOn).catch(() => undefined)
}

/** The decision, the alert state and the mark of what was admitted are one transaction: nothing is alerted twice, or lost. */
async function admit({ deps, store, session, presenter, context }: Parts, arrival: Arrival): Promise<void> {
  const upTo = arrival.entries.at(-1)?.seq
  if (upTo === undefined) return
  const page = whyNoToast(await deps.pages.frontTab(), deps.device()) === undefined
  const facts = {
    ...context(),
    lastConnected: deps.lastConnected(),
    place: placeOf({ page, system: deps.system.available() }),
  }
  const before = store.state()
  const typed = typedIn(before.alerts)
  // What is half typed on a card that goes is saved while the card is known.
  if (typed && hasMessage(typed) && isDeletedBy(arrival, typed.message)) await session.flush()
  const found = await findMessages(deps.log, arrival, before)
  const step = await store.admit(arrival.logId, upTo, (alertedUpTo) =>
    alertStep(
      before,
      { type: 'arrived', arrival, context: { ...facts, found, alertedUpTo } },
      deps.clock.now(),
    ),
  )
  await presenter.carryOut(before, step)
}

const isDeletedBy = ({ logId, entries }: Arrival, message: { logId: LogId; seq: Seq }): boolean =>
  message.logId === logId && deletedIn(entries).has(message.seq)

async function click({ deps, store, presenter }: Parts, id: string): Promise<void> {
  const log = parseAlertKey(id)
  if (log === undefined) return
  const alert = findAlert(store.state(), id)
  const room = await deps.roomOf(log.logId)
  const isForeign = alert !== undefined && hasMessage(alert) && alert.message.room !== room
  await presenter.dispatch({ type: isForeign ? 'withdrawn' : 'opened', key: id })
  if (alert === undefined || isForeign) deps.actions.openRoom(room)
  await deps.system.clear(id)
}

async function testAlert({ deps, store, presenter }: Parts, delayMs: number): Promise<TestAlert> {
  const { clock } = deps
  const asked = clock.now()
  await new Promise<void>((resolve) => void clock.after(delayMs, resolve))
  return store.oneAtATime(async () => {
    const said = deps.testMessage()
    const factor = deps.device().stay
    const remainingMs = displayTime({ text: said.text, priority: 3, mention: false, factor })
    const shown = await presenter.dispatch({ type: 'test-asked', ...said, remainingMs })
    const nowhere = { shown: 'badge', whyNoToast: 'not-shown' } as const
    return { ...(shown ?? nowhere), ms: Math.max(clock.now() - asked - delayMs, 0) }
  })
}
