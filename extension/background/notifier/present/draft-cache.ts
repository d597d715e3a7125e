import type { RoomId } from '../../../../protocol/entry.ts'
import type { Alert } from '../state/alert-state.ts'
import { hasMessage } from '../state/open-alerts.ts'

/** What is half typed in the rooms that a toast shows: read before it shows, since its frame is answered at once. */
export interface DraftCache {
  of(room: RoomId): string
  changed(room: RoomId, text: string): void
  load(alerts: readonly Alert[]): Promise<void>
}

export function createDraftCache(read: (room: RoomId) => Promise<string>): DraftCache {
  const drafts = new Map<RoomId, string>()
  return {
    of: (room) => drafts.get(room) ?? '',
    changed: (room, text) => void drafts.set(room, text),
    async load(alerts) {
      const rooms = new Set(alerts.filter(hasMessage).map(({ message }) => message.room))
      await Promise.all([...rooms].map(async (room) => drafts.set(room, await read(room))))
    },
  }
}
