import { defaultRoomSettings } from '../../../../protocol/notification-settings.ts'
import { serverTimeOf } from '../../../../extension/background/clock.ts'
import {
  createNotifier,
  type Notifier,
  type NotifierDeps,
} from '../../../../extension/background/notifier/notifier.ts'
import {
  readAlertState,
  type AlertState,
} from '../../../../extension/background/notifier/state/alert-state.ts'
import type { ToastView } from '../../../../extension/shared/toast-messages.ts'
import { fakeActions, fakeStorage } from './fake-background.ts'
import { fakePages, fakeSystem } from './fake-browser.ts'
import { loadFrame } from './fake-frame.ts'
import { createWorld, type Host, type World } from './world.ts'

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

/** Of one worker: `wrap` may end it at any call. A frame gets nothing of one that is over. */
export interface Life {
  wrap(deps: NotifierDeps): NotifierDeps
  isOver(): boolean
}

let nonces = 0

function fakeDeps(
  world: World,
  notifier: () => Notifier,
  load: (tabId: number, host: Host) => void,
): NotifierDeps {
  const { clock } = world
  return {
    pages: fakePages(world, load),
    system: fakeSystem(world),
    clock,
    storage: fakeStorage(world),
    log: {
      entry: (room, seq) => Promise.resolve(world.logs.get(room)?.find((entry) => entry.seq === seq)),
      about: (room, seq) =>
        Promise.resolve((world.logs.get(room) ?? []).filter(({ about }) => about === seq)),
    },
    actions: fakeActions(world, (room, upTo) => void notifier().read(room, upTo)),
    settings: {
      person: () => world.person,
      room: (id) => world.rooms.get(id) ?? defaultRoomSettings,
      now: () => serverTimeOf(clock.now(), 0),
    },
    device: () => world.device,
    isTextHidden: () => world.textHidden.now,
    lastConnected: () => world.lastConnected.at,
    draft: (room) => Promise.resolve(world.disk.drafts.get(room) ?? ''),
    testMessage: () => ({ author: 'Backchannel', text: 'This is how a message shows.' }),
    nonce: () => `nonce-of-16-signs-${++nonces}`,
    isShowing: (room) => world.showing.has(room),
    roomOf: (logId) => logId.replace('log-', ''),
  }
}

/** What is stored is frozen, so it is parsed once. */
function storedIn({ disk }: World): () => AlertState {
  const parse = () => ({ from: disk.alerts, state: readAlertState(disk.alerts) })
  let parsed = parse()
  return () => {
    if (parsed.from !== disk.alerts) parsed = parse()
    return parsed.state
  }
}

/** A notifier in this world: the first, or one that comes after another was killed. */
export function createHarness(
  world: World = createWorld(),
  life: Life = { wrap: (deps) => deps, isOver: () => false },
): Harness {
  const { log, hosts } = world
  const load = (tabId: number, host: Host): void => void loadFrame(notifier, life.isOver, { tabId, host })
  const deps = fakeDeps(world, () => notifier, load)
  const notifier = createNotifier(life.wrap(deps))
  // The frames of the worker before find a new one, and ask it what to show.
  for (const [tabId, old] of hosts) {
    old.end = undefined
    load(tabId, old)
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
    notifier,
    deps,
    host,
    shown,
    texts: (tabId?: number) => shown(tabId).cards.map(({ text }) => text),
    say: (message: object, tabId = 1) =>
      notifier.toastMessage({ nonce: host(tabId).nonce, ...message }, { tabId, frameId: 7 }),
    async settle() {
      for (let turn = 0; turn < 60; turn += 1) await Promise.resolve()
    },
    stored: storedIn(world),
    lines: (begin: string) => log.filter((line) => line.startsWith(begin)),
  })
}
