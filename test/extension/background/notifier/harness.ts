import {
  defaultPersonSettings,
  defaultRoomSettings,
  type PersonSettings,
  type RoomSettings,
} from '../../../../protocol/notification-settings.ts'
import type { Action } from '../../../../protocol/action.ts'
import { ok, type Result } from '../../../../protocol/result.ts'
import {
  createNotifier,
  type Notifier,
  type NotifierDeps,
} from '../../../../extension/background/notifier/notifier.ts'
import type { FrontTab, Probed, SystemContent } from '../../../../extension/background/notifier/ports.ts'
import type { AlertState } from '../../../../extension/background/notifier/state/alert-state.ts'
import { readAlertState } from '../../../../extension/background/notifier/state/read-alert-state.ts'
import { defaultDeviceSettings, type DeviceSettings } from '../../../../extension/shared/device-settings.ts'
import type { ToastPush, ToastView } from '../../../../extension/shared/toast-messages.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

/** What a frame in a page has been given, and its port. */
export interface Host {
  nonce: string
  height: number | undefined
  corner: string
  views: ToastView[]
  pushes: ToastPush[]
  end: (() => void) | undefined
  /** What is typed there and was not told yet. */
  untold?: { key: string; text: string }
}

/** A browser with tabs, notifications and a badge, and what is on its disk: it outlives the notifier. */
export interface World {
  clock: TestClock
  /** What happened, in order. */
  log: string[]
  tabs: { front: FrontTab | undefined }
  /** What a page does with a toast: show it, refuse the host, hold it and stay silent, or lose it before it is revealed. */
  page: { does: 'show' | 'refuse' | 'stay silent' | 'lose it' }
  /** What is found where a frame's port has ended; undefined: whether the host is there. */
  found: { probe: Probed | undefined }
  system: { granted: boolean; updates: boolean; shown: Map<string, SystemContent> }
  hosts: Map<number, Host>
  showing: Set<string>
  marks: Map<string, number>
  disk: { alerts: unknown; drafts: Map<string, string> }
  person: PersonSettings
  rooms: Map<string, RoomSettings>
  device: DeviceSettings
  presenting: { now: 'no' | 'by-setting' | 'sharing' }
  lastConnected: { at: number | undefined }
  actions: Action[]
  answer: { claim: Result<null>; undo: boolean }
}

export interface Harness extends World {
  notifier: Notifier
  deps: NotifierDeps
  /** The host in the tab, which is there. */
  host(tabId?: number): Host
  /** What the frame in the tab shows. */
  shown(tabId?: number): ToastView
  /** The texts on its cards. */
  texts(tabId?: number): string[]
  /** What its frame says. */
  say(message: object, tabId?: number): Promise<unknown>
  /** Until nothing is under way. */
  settle(): Promise<void>
  lines(begin: string): string[]
  /** The alert state as it is stored. */
  stored(): AlertState
}

export const pageTab = (tabId: number): FrontTab => ({
  tabId,
  host: `site-${tabId}.test`,
  refused: undefined,
})

export function createWorld(): World {
  return {
    clock: createTestClock(1_000_000),
    log: [],
    tabs: { front: pageTab(1) },
    page: { does: 'show' },
    found: { probe: undefined },
    system: { granted: true, updates: true, shown: new Map() },
    hosts: new Map(),
    showing: new Set(),
    marks: new Map(),
    disk: { alerts: undefined, drafts: new Map() },
    person: { ...defaultPersonSettings, urgent: true },
    rooms: new Map(),
    device: { ...defaultDeviceSettings },
    presenting: { now: 'no' },
    lastConnected: { at: undefined },
    actions: [],
    answer: { claim: ok(null), undo: true },
  }
}

/** Of one worker: `wrap` may end it at any call. A frame gets nothing of one that is over. */
export interface Life {
  wrap(deps: NotifierDeps): NotifierDeps
  isOver(): boolean
}

let nonces = 0

/** A notifier in this world: the first, or one that comes after another was killed. */
export function createHarness(
  world: World = createWorld(),
  life: Life = { wrap: (deps) => deps, isOver: () => false },
): Harness {
  const { clock, log, tabs, page, system, hosts, disk, marks } = world

  /** What the toast's frame does once it is there. */
  async function loadFrame(tabId: number, host: Host): Promise<void> {
    if (life.isOver()) return
    const { nonce } = host
    const sender = { tabId, frameId: 7 }
    const view = (await notifier.toastMessage({ type: 'toast-ready', nonce }, sender)) as
      ToastView | undefined
    if (view === undefined || life.isOver()) return
    host.views.push(view)
    const port = {
      post: (push: ToastPush) => {
        host.pushes.push(push)
        if (push.type === 'view') host.views.push(push.view)
        if (push.type !== 'flush') return
        if (host.untold) void notifier.toastMessage({ type: 'toast-draft', nonce, ...host.untold }, sender)
        void notifier.toastMessage({ type: 'toast-flushed', nonce }, sender)
      },
      onGone: (listener: () => void) => {
        const before = host.end
        host.end = () => (before?.(), listener())
      },
    }
    notifier.toastPort(port, { tabId, nonce })
    await notifier.toastMessage({ type: 'toast-shown', nonce, height: 120.4 }, sender)
  }

  const deps: NotifierDeps = {
    pages: {
      frontTab: () => Promise.resolve(tabs.front),
      mount(tabId, nonce, { corner }) {
        if (page.does === 'refuse') return Promise.resolve(false)
        log.push(`mount ${tabId}`)
        const host: Host = { nonce, height: undefined, corner, views: [], pushes: [], end: undefined }
        hosts.set(tabId, host)
        if (page.does !== 'stay silent') queueMicrotask(() => void loadFrame(tabId, host))
        return Promise.resolve(true)
      },
      reveal(tabId, nonce, height) {
        const host = hosts.get(tabId)
        if (page.does === 'lose it' || host?.nonce !== nonce) return Promise.resolve(false)
        if (host.height === undefined) log.push(`reveal ${tabId}`)
        host.height = height
        return Promise.resolve(true)
      },
      unmount(tabId, nonce) {
        if (hosts.get(tabId)?.nonce !== nonce) return Promise.resolve(false)
        log.push(`unmount ${tabId}`)
        hosts.delete(tabId)
        return Promise.resolve(true)
      },
      probe: (tabId, nonce) =>
        Promise.resolve(world.found.probe ?? (hosts.get(tabId)?.nonce === nonce ? 'mounted' : 'elsewhere')),
      focus(tabId, nonce) {
        log.push(`focus ${tabId}`)
        return Promise.resolve(hosts.get(tabId)?.nonce === nonce)
      },
      blur: (tabId) => Promise.resolve(void log.push(`blur ${tabId}`)),
    },
    system: {
      available: () => system.granted,
      updates: () => system.updates,
      ids: () => Promise.resolve([...system.shown.keys()]),
      show(id, content) {
        log.push(`system ${id}`)
        system.shown.set(id, content)
        return Promise.resolve()
      },
      rewrite(id, content) {
        log.push(`rewrite ${id}`)
        if (system.shown.has(id)) system.shown.set(id, content)
        return Promise.resolve()
      },
      clear(id) {
        if (system.shown.delete(id)) log.push(`clear ${id}`)
        return Promise.resolve()
      },
    },
    clock,
    storage: {
      load: () => Promise.resolve(disk.alerts),
      save: (state) => Promise.resolve(void (disk.alerts = structuredClone(state))),
      async admit(logId, upTo, admit) {
        await Promise.resolve()
        const before = marks.get(logId) ?? 0
        disk.alerts = structuredClone(admit(before))
        marks.set(logId, Math.max(upTo, before))
      },
    },
    actions: {
      markRead(room, upTo) {
        log.push(`read ${room} ${upTo}`)
        void notifier.read(room, upTo)
        return Promise.resolve()
      },
      reply({ room, id, text, holdMs }) {
        log.push(`reply ${room} ${id} ${text} ${holdMs}`)
        disk.drafts.delete(room)
        return Promise.resolve(ok(null))
      },
      undo: (id) => (log.push(`undo ${id}`), Promise.resolve(world.answer.undo)),
      claim: (room, seq) => (log.push(`claim ${room} ${seq}`), Promise.resolve(world.answer.claim)),
      runAction(action) {
        world.actions.push(action)
        return Promise.resolve(ok({ status: 204 }))
      },
      confirm: ({ room, key }, what) => Promise.resolve(void log.push(`confirm ${room} ${key} ${what}`)),
      saveDraft: (room, text) => Promise.resolve(void disk.drafts.set(room, text)),
      openRoom: (room) => void log.push(`open ${room}`),
    },
    settings: {
      person: () => world.person,
      room: (id) => world.rooms.get(id) ?? defaultRoomSettings,
      now: () => clock.now(),
    },
    device: () => world.device,
    presenting: () => world.presenting.now,
    lastConnected: () => world.lastConnected.at,
    draft: (room) => Promise.resolve(disk.drafts.get(room) ?? ''),
    testMessage: () => ({ author: 'Backchannel', text: 'This is how a message shows.' }),
    nonce: () => `nonce-of-16-signs-${++nonces}`,
    isShowing: (room) => world.showing.has(room),
    roomOf: (logId) => logId.replace('log-', ''),
  }
  const notifier = createNotifier(life.wrap(deps))
  // The frames of the worker before find a new one, and ask it what to show.
  for (const [tabId, old] of hosts) {
    old.end = undefined
    void loadFrame(tabId, old)
  }
  const host = (tabId = 1): Host => {
    const there = hosts.get(tabId)
    if (there === undefined) throw new Error(`no toast in tab ${tabId}`)
    return there
  }
  const shown = (tabId = 1): ToastView => {
    const view = host(tabId).views.at(-1)
    if (view === undefined) throw new Error(`nothing shown in tab ${tabId}`)
    return view
  }
  return Object.assign(world, {
    ...{ notifier, deps, host, shown },
    texts: (tabId?: number) => shown(tabId).cards.map(({ text }) => text),
    say: (message: object, tabId = 1) =>
      notifier.toastMessage({ nonce: host(tabId).nonce, ...message }, { tabId, frameId: 7 }),
    async settle() {
      for (let turn = 0; turn < 60; turn += 1) await Promise.resolve()
    },
    stored: () => readAlertState(disk.alerts),
    lines: (begin: string) => log.filter((line) => line.startsWith(begin)),
  })
}
