import type { RoomId } from '../../../protocol/entry.ts'
import { defaultPersonSettings, defaultRoomSettings } from '../../../protocol/notification-settings.ts'
import type { DeviceSettings } from '../../shared/device-settings.ts'
import type { Overview, Queued, RoomSummary } from '../../shared/view.ts'
import { serverTimeOf, systemClock } from '../clock.ts'
import type { Channel } from '../channel/channel.ts'
import type { JournalReader, OutboxItem } from '../channel/journal.ts'
import type { HubSource } from '../hub/hub.ts'
import type { LocalState } from '../journal/local-state.ts'
import type { Session } from '../session.ts'

export interface HubSourceDeps {
  journal: JournalReader
  local: LocalState
  /** Undefined until the background has read who we are. */
  session: () => Session | undefined
  current: () => RoomId | undefined
  /** The settings of this browser. */
  device: () => DeviceSettings
  /** Whether the text of messages is hidden just now, and why. */
  textHidden: () => Overview['textHidden']
}

/** The hub's view of session, channel and journal. */
export function createHubSource(deps: HubSourceDeps): HubSource {
  const { journal, local, session } = deps
  const channel = (): Channel | undefined => session()?.channel()
  return {
    overview: () => {
      const account = session()?.account()
      return {
        account: account && { server: account.server, me: account.me },
        joining: session()?.joining(),
        connection: channel()?.state() ?? { state: 'connecting' },
        rooms: [...joinedRooms(channel()), ...leftRooms(channel())],
        unsent: channel()?.outbox.count() ?? 0,
        settings: channel()?.settings.person() ?? defaultPersonSettings,
        settingsUnsent: channel()?.settings.unsent() ?? false,
        device: deps.device(),
        textHidden: deps.textHidden(),
        clockOffset: channel()?.settings.clockOffset() ?? 0,
        current: deps.current(),
      }
    },
    room: (id) => {
      const room = channel()?.room(id)
      if (!room && !channel()?.outbox.rooms().includes(id)) return undefined
      const { seen, reloaded, floor } = room?.saved() ?? nothingKept
      const offset = channel()?.settings.clockOffset() ?? 0
      const outbox = (channel()?.outbox.items(id) ?? []).map((item) => toQueued(item, offset))
      return { state: { seen, reloaded, loading: room?.loading() ?? false, outbox }, floor }
    },
    draft: (room) => local.draft(room),
    entries: async (id, before, limit, use) => {
      const room = channel()?.room(id)
      if (!room) return use([])
      const isKept = before === undefined || before > room.saved().low
      // Beyond what is kept there are pages that nobody keeps.
      const page = isKept ? undefined : await room.fetchOlder(before, limit)
      await room.run(async () => {
        const kept = room.saved()
        if (page && before !== undefined && before <= kept.low) return use(page)
        const from = before ?? kept.cursor + 1
        use(kept.logId === undefined ? [] : await journal.entries(id, from, limit))
      })
    },
    after: (ms, run) => systemClock.after(ms, run),
  }
}

const toQueued = ({ id, kind, about, body, at, refused }: OutboxItem, offset: number): Queued => ({
  id,
  kind,
  about,
  body,
  at: serverTimeOf(at, offset),
  refused,
})

/** Of a room that one is no longer in, nothing is kept but what was written for it. */
const nothingKept = { seen: 0, reloaded: false, floor: 1 }

const joinedRooms = (channel: Channel | undefined): RoomSummary[] =>
  (channel?.rooms() ?? []).map((room) => {
    const { id, name, members } = room.saved()
    const { level, mutedUntil } = channel?.settings.room(id) ?? defaultRoomSettings
    const stopped = room.stopped() ? { stopped: true as const } : {}
    return { id, name, members, unread: room.unread(), level, mutedUntil, ...stopped }
  })

/** Their names went with the rooms. */
const leftRooms = (channel: Channel | undefined): RoomSummary[] =>
  (channel?.outbox.rooms() ?? [])
    .filter((id) => channel?.room(id) === undefined)
    .map((id) => ({ id, name: id, members: 0, unread: 0, ...defaultRoomSettings, left: true }))
