import { parseAlertKey } from './alert.ts'
import type { AlertedMarks } from './alerted-marks.ts'
import { runsFrom } from './board-changes.ts'
import { readBoard, type Board, type OpenAlert } from './board.ts'
import { putAway, settled } from './system-cards.ts'
import type { SystemNotifications } from './screen.ts'
import type { Clock, Pages } from './toast-slot.ts'

interface RestoreDeps {
  pages: Pages
  system: SystemNotifications
  alerted: AlertedMarks
  clock: Clock
  saved(): Promise<unknown>
}

export interface Restored {
  board: Board
  /** The page did something to the toast, when nobody was there to hear of it. */
  tampered: boolean
  /** Their notifications stood when the worker before this one ended. */
  closed: OpenAlert[]
}

/**
 * What the worker before this one left. What stands is adopted, what stands and is on no board is taken away. What was
 * to be shown and does not stand may have been seen, so it is not raised again: it is on the badge. Only what was put on
 * the board and never begun is still to be told.
 */
export async function restore({ pages, system, alerted, clock, saved }: RestoreDeps): Promise<Restored> {
  const left = readBoard(await saved())
  const ids = system.available() ? await system.ids() : []
  const stands = left.toast && (await pages.look(left.toast.tabId, left.toast.nonce))
  // Its frame says anew whether it is held.
  const toast = left.toast && { ...left.toast, held: undefined }
  // It died before it could note that these were considered.
  for (const { logId, seq } of everything(left)) await alerted.raise(logId, seq)
  const closed = left.alerts.filter(({ key }) => left.system.includes(key) && !ids.includes(key))
  const board = settled({
    ...left.system.filter((key) => !ids.includes(key)).reduce(putAway, left),
    toast:
      toast && (stands === 'held' || stands === 'tampered')
        ? { ...toast, since: runsFrom(toast, clock.now()) }
        : undefined,
  })
  // It died after it had stored that a notification goes, or before there were boards.
  const strays = ids.filter((id) => parseAlertKey(id) !== undefined && !board.system.includes(id))
  for (const id of strays) await system.clear(id)
  return { board, tampered: stands === 'tampered', closed }
}

const everything = ({ alerts, missed, flooded, urgentMore }: Board): { logId: string; seq: number }[] => [
  ...alerts.filter(({ kind }) => kind !== 'test'),
  ...[...missed.rooms, ...flooded.rooms, ...urgentMore].flatMap(({ logId, items }) =>
    items.map(([seq]) => ({ logId, seq })),
  ),
]
