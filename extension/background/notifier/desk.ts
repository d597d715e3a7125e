import { createSerialQueue, type SerialQueue } from '../serial-queue.ts'
import type { Board } from './board.ts'

/** The board, and the turns in which it is changed. */
export interface Desk {
  board(): Board
  /** Stored when it settles. */
  put(next: Board): Promise<void>
  /** One after another: two quick messages must not race for one page. A failed one does not hold up the next. */
  inTurn: SerialQueue['run']
}

export function createDesk(first: Board, save: (board: Board) => Promise<void>): Desk {
  let board = first
  return {
    board: () => board,
    put(next) {
      const same = next === board || JSON.stringify(next) === JSON.stringify(board)
      board = next
      return same ? Promise.resolve() : save(next)
    },
    inTurn: createSerialQueue().run,
  }
}
