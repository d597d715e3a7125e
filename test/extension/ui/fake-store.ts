import { signal, type Signal } from '@preact/signals'
import { defaultPersonSettings } from '../../../protocol/notification-settings.ts'
import { defaultDeviceSettings } from '../../../extension/shared/device-settings.ts'
import type { Overview, RoomSummary, RoomView } from '../../../extension/shared/view.ts'
import type { Ask, PageStore } from '../../../extension/ui/store/page-store.ts'
import { mina } from './entries.ts'

export const roomSummary = (id: string, change: Partial<RoomSummary> = {}): RoomSummary => ({
  id,
  name: id,
  unread: 0,
  members: 2,
  level: null,
  mutedUntil: null,
  ...change,
})

export const overview = (change: Partial<Overview> = {}): Overview => ({
  account: { server: 'https://chat.example.org', me: mina },
  joining: undefined,
  connection: { state: 'connected' },
  rooms: [roomSummary('general')],
  unsent: 0,
  settings: defaultPersonSettings,
  settingsUnsent: false,
  device: defaultDeviceSettings,
  textHidden: 'no',
  clockOffset: 0,
  current: 'general',
  ...change,
})

export const notJoined = (change: Partial<Overview> = {}): Overview =>
  overview({ account: undefined, rooms: [], current: undefined, ...change })

interface TestStore extends PageStore {
  overview: Signal<Overview | undefined>
}

/** A store with this overview, which the test may replace. */
export function storeWith(ask: Ask, first: Overview | undefined, view?: RoomView): TestStore {
  const room = signal(first?.current)
  return {
    overview: signal(first),
    room,
    view: signal(view),
    showing: signal(true),
    ask,
    openRoom: (next) => {
      room.value = next
    },
    trimRoom: () => undefined,
  }
}
