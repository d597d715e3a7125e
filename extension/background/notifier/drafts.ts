import type { OpenAlert } from './board.ts'

/** What is half typed in the rooms that a toast shows: read before it shows, since its frame is answered at once. */
export interface Drafts {
  of(room: string): string
  changed(room: string, text: string): void
  load(alerts: OpenAlert[]): Promise<void>
}

export function createDrafts(read: (room: string) => Promise<string>): Drafts {
  const drafts = new Map<string, string>()
  return {
    of: (room) => drafts.get(room) ?? '',
    changed: (room, text) => void drafts.set(room, text),
    async load(alerts) {
      const rooms = new Set(alerts.filter(({ kind }) => kind !== 'test').map(({ room }) => room))
      await Promise.all([...rooms].map(async (room) => drafts.set(room, await read(room))))
    },
  }
}
