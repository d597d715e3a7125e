import { waiting } from './board-changes.ts'
import type { Desk } from './desk.ts'
import { keysOf, type Screen } from './screen.ts'

interface WaitingDeps {
  desk: Desk
  screen: Screen
  rings(): boolean
  settings(): { agreed: boolean }
}

/**
 * There may be a place now for what calls until somebody has it and found none: in a turn of the desk. What finds none
 * again goes on waiting; its repeat tries too, since not every place is told of.
 */
export const createTellWaiting =
  ({ desk, screen, rings, settings }: WaitingDeps) =>
  async (): Promise<void> => {
    const keys = keysOf(waiting(desk.board()))
    if (keys.length > 0 && settings().agreed) await screen.raise(desk.board(), keys, rings())
  }
