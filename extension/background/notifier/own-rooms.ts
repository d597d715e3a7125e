import type { Presenter } from './present/presenter.ts'
import type { AlertStore } from './state/alert-store.ts'
import type { OwnRoom } from './state/retract.ts'

/** Retracts what was read, or is of a room that is not the person's any more. */
export interface OwnRooms {
  /** Settles when these, or later ones, have had their turn. `joined`: this browser is signed in. */
  changed(rooms: readonly OwnRoom[], joined: boolean): Promise<void>
}

export function createOwnRooms({ store, presenter }: { store: AlertStore; presenter: Presenter }): OwnRooms {
  let known = false
  let newest: readonly OwnRoom[] = []
  let isStale = false
  let retracting: Promise<void> | undefined

  /** Only the newest rooms wait for a turn. What changes meanwhile has a turn behind all that came before the change. */
  async function retract(): Promise<void> {
    try {
      while (isStale) {
        isStale = false
        await store.oneAtATime(() => presenter.dispatch({ type: 'rooms-changed', rooms: newest }))
      }
    } finally {
      retracting = undefined
    }
  }

  return {
    async changed(rooms, joined) {
      // A worker that has just begun may not have read which rooms there are.
      known ||= !joined || rooms.length > 0
      if (!known) return
      newest = joined ? rooms : []
      isStale = true
      retracting ??= retract()
      await retracting
    },
  }
}
