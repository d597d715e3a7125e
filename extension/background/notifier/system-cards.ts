import { later, ordinary } from './board-changes.ts'
import { isUrgent, type Board, type OpenAlert } from './board.ts'
import { countedOn } from './urgent-alerts.ts'

/** Only a card says what became of it, or stays for who types in it. */
const isOver = ({ kept, claimed, read }: OpenAlert): boolean => (kept ?? claimed ?? read) !== undefined

/** What the operating system is to show: the newest ordinary alert for all of them, and each urgent one. */
export function systemAlerts(board: Board): OpenAlert[] {
  const alerts = board.alerts.filter((alert) => !isOver(alert))
  const newest = ordinary(alerts).at(-1)
  const urgent = alerts.filter((alert) => alert.urgent?.hidden === false)
  return newest === undefined ? urgent : [...urgent, newest]
}

/** How many messages besides its own the notification of an alert stands for. */
export const others = (board: Board, alert: OpenAlert): number =>
  !isUrgent(alert)
    ? ordinary(board.alerts).reduce(
        (sum, other) => sum + (other.key === alert.key || isOver(other) ? 0 : other.count),
        0,
      )
    : countedOn(board, alert)

/**
 * What a toast leaves to the operating system: what no toast may tell any more, and urgent ones that stand there, which
 * would ring twice if they were moved. The rest goes into the toast.
 */
export const staysInSystem = ({ alerts, system }: Board, fresh: string[]): string[] =>
  system.filter((key) =>
    alerts.some((alert) => alert.key === key && (alert.noToast || (isUrgent(alert) && !fresh.includes(key)))),
  )

/**
 * Its notification does not stand any more, and nobody said that they have read it: it has been told, and is on the badge.
 * An urgent one comes again at its time, and not before.
 */
export function putAway(board: Board, id: string): Board {
  const system = board.system.filter((key) => key !== id)
  const alerts = board.alerts.filter((alert) => alert.key !== id || isUrgent(alert))
  return later({ ...board, system, alerts }, id)
}

/**
 * What nothing shows any more, and nothing will, leaves the board: it is on the badge. A toast without a card goes. An
 * urgent alert stays until it has been repeated often enough.
 */
export function settled(board: Board): Board {
  const { toast } = board
  const told = board.alerts.filter((alert) => alert.urgent?.hidden !== true && alert.claimed === undefined)
  const system = board.system.filter((key) => told.some((alert) => alert.key === key))
  const inToast = (alert: OpenAlert): boolean =>
    toast !== undefined && !alert.noToast && !system.includes(alert.key)
  const underNotification = ordinary(board.alerts).some(({ key }) => system.includes(key))
  const alerts = board.alerts.filter((alert) => {
    if (!alert.raised || inToast(alert)) return true
    if (isOver(alert)) return false
    if (isUrgent(alert)) return system.includes(alert.key) || typeof alert.urgent?.nextAt === 'number'
    return system.includes(alert.key) || (toast === undefined && underNotification)
  })
  const cards = alerts.some((alert) => inToast(alert) && alert.urgent?.hidden !== true)
  return { ...board, alerts, system, toast: cards ? toast : undefined }
}
