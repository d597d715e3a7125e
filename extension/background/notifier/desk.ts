import type { Board } from './board.ts'

/** The board, and the turns in which it is changed. */
export interface Desk {
  board(): Board
  /** Stored when it settles. */
  put(next: Board): Promise<void>
  /** One after another: two quick messages must not race for one page. A failed one does not hold up the next. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
}

export function createDesk(first: Board, save: (board: Board) => Promise<void>): Desk {
  let board = first
  let queue: Promise<unknown> = Promise.resolve()
  return {
    board: () => board,
    put(next) {
      const same = next === board || JSON.stringify(next) === JSON.stringify(board)
      board = next
      return same ? Promise.resolve() : save(next)
    },
    inTurn(work) {
      const turn = queue.then(work)
      queue = turn.catch(() => undefined)
      return turn
    },
  }
}
