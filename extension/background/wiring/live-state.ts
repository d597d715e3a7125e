import type { RoomId } from '../../../protocol/entry.ts'
import { defaultPersonSettings, defaultRoomSettings } from '../../../protocol/notification-settings.ts'
import { isScreenShared } from '../../platform/screen-sharing.ts'
import type { DeviceSettings } from '../../shared/device-settings.ts'
import type { Overview } from '../../shared/view.ts'
import type { Channel } from '../channel/channel.ts'
import type { SavedRoom } from '../channel/journal.ts'
import type { SettingsSync } from '../channel/settings-sync.ts'
import { serverTimeOf, systemClock } from '../clock.ts'
import type { BrowserState } from '../journal/browser-state.ts'
import type { LocalState } from '../journal/local-state.ts'
import type { Session } from '../session.ts'

interface LiveStateDeps {
  local: Pick<LocalState, 'current'>
  browser: Pick<BrowserState, 'device'>
}

/** What the parts of the background read of each other and of this browser. A cache: a restart reads all of it again. */
export interface LiveState {
  /** Undefined until the background has read who we are. */
  session(): Session | undefined
  channel(): Channel | undefined
  /** As they are on the disk. None before the session was read. */
  rooms(): SavedRoom[]
  /** The defaults, and this machine's clock, while there is no channel. */
  settings: Pick<SettingsSync, 'person' | 'room' | 'now'>
  /** The room to show. */
  current(): RoomId | undefined
  /** The settings of this browser. */
  device(): DeviceSettings
  /** Whether the text of messages is hidden just now, and why. */
  textHidden(): Overview['textHidden']

  /** The session has been read. It comes last, since it begins to call the others. */
  began(session: Session): void
  setCurrent(room: RoomId): void
  setDevice(settings: DeviceSettings): void
  /** Reads what is stored again: leaving deletes it. */
  reload(): Promise<void>
  /** Asks the browser whether a screen is shared. */
  reloadSharing(): Promise<void>
}

export async function createLiveState({ local, browser }: LiveStateDeps): Promise<LiveState> {
  let session: Session | undefined
  let current = await local.current()
  let device = await browser.device()
  let isShared = await isScreenShared()
  const channel = (): Channel | undefined => session?.channel()

  return {
    session: () => session,
    channel,
    rooms: () => (channel()?.rooms() ?? []).map((room) => room.saved()),
    settings: {
      person: () => channel()?.settings.person() ?? defaultPersonSettings,
      room: (id) => channel()?.settings.room(id) ?? defaultRoomSettings,
      now: () => channel()?.settings.now() ?? serverTimeOf(systemClock.now(), 0),
    },
    current: () => current,
    device: () => device,
    textHidden: () => {
      if (device.hideText) return 'by-setting'
      return device.hideTextWhileSharing && isShared ? 'sharing' : 'no'
    },
    began: (read) => {
      session = read
    },
    setCurrent: (room) => {
      current = room
    },
    setDevice: (settings) => {
      device = settings
    },
    reload: async () => {
      ;[current, device] = await Promise.all([local.current(), browser.device()])
    },
    reloadSharing: async () => {
      isShared = await isScreenShared()
    },
  }
}
