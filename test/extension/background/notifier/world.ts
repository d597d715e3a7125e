import {
  defaultPersonSettings,
  type PersonSettings,
  type RoomSettings,
} from '../../../../protocol/notification-settings.ts'
import type { Action } from '../../../../protocol/action.ts'
import type { Entry } from '../../../../protocol/entry.ts'
import { ok, type Result } from '../../../../protocol/result.ts'
import type { FrontTab, Probed, SystemContent } from '../../../../extension/background/notifier/ports.ts'
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
  /** What is typed there and was not saved yet. */
  unsaved?: { key: string; text: string }
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
  textHidden: { now: boolean }
  lastConnected: { at: number | undefined }
  actions: Action[]
  /** What the journal holds of each room. */
  logs: Map<string, Entry[]>
  answer: { claim: Result<null>; undo: boolean }
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
    textHidden: { now: false },
    lastConnected: { at: undefined },
    actions: [],
    logs: new Map(),
    answer: { claim: ok(null), undo: true },
  }
}
