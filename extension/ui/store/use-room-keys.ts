import { useEffect } from 'preact/hooks'
import type { RoomSummary } from '../../shared/view.ts'
import { neighbourRoom } from './neighbour-room.ts'
import type { PageStore } from './page-store.ts'

/** Alt+Up and Alt+Down, wherever the focus is. */
export function useRoomKeys(store: PageStore, rooms: RoomSummary[]): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const next = neighbourRoom(event, rooms, store.room.peek())
      if (next === undefined) return
      event.preventDefault()
      store.openRoom(next)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [rooms])
}
