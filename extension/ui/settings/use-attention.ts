import type { PersonAttention, RoomAttention } from '../../../protocol/attention.ts'
import type { DeviceSettings } from '../../bridge/device-settings.ts'
import type { Overview, RoomSummary } from '../../bridge/view.ts'
import type { Ask } from '../store/page-store.ts'
import { usePending, type Setting } from './use-pending.ts'

/** To be used once a page: all of its controls build on the same pending changes. */
export const usePersonAttention = ({ attention }: Overview, ask: Ask): Setting<PersonAttention> =>
  usePending(attention, (whole) => ask('set-attention', { of: 'person', attention: whole }))

export const useDevice = ({ device }: Overview, ask: Ask): Setting<DeviceSettings> =>
  usePending(device, (whole) => ask('set-device', whole))

export const useRoomAttention = (room: RoomSummary, ask: Ask): Setting<RoomAttention> =>
  usePending({ level: room.level, mutedUntil: room.mutedUntil }, (whole) =>
    ask('set-attention', { of: 'room', room: room.id, attention: whole }),
  )
