import type { PersonSettings, RoomSettings } from '../../../protocol/notification-settings.ts'
import type { DeviceSettings } from '../../shared/device-settings.ts'
import type { Overview, RoomSummary } from '../../shared/view.ts'
import type { Ask } from '../store/page-store.ts'
import { usePending, type Setting } from './use-pending.ts'

/** To be used once a page: all of its controls build on the same pending changes. */
export const usePersonSettings = ({ settings }: Overview, ask: Ask): Setting<PersonSettings> =>
  usePending(settings, (whole) => ask('change-settings', { of: 'person', settings: whole }))

export const useDevice = ({ device }: Overview, ask: Ask): Setting<DeviceSettings> =>
  usePending(device, (whole) => ask('set-device', whole))

export const useRoomSettings = (room: RoomSummary, ask: Ask): Setting<RoomSettings> =>
  usePending({ level: room.level, mutedUntil: room.mutedUntil }, (whole) =>
    ask('change-settings', { of: 'room', room: room.id, settings: whole }),
  )
