import type { LocalTime } from '../../../protocol/entry.ts'
import type { Clock } from '../clock.ts'
import type { AlertStorage, Pages, Probed, SystemNotifications } from './ports.ts'
import { readAlertState, type Alert, type AlertState } from './state/alert-state.ts'
import { setClock } from './state/display-clock.ts'
import { parseAlertKey } from './state/open-alerts.ts'
import { fillUrgent } from './state/repeat-urgent.ts'
import { notificationGone, settle } from './state/settle.ts'

interface RestoreDeps {
  pages: Pages
  system: SystemNotifications
  storage: AlertStorage
  clock: Clock
}

export interface Restored {
  state: AlertState
  /** The page did something to the toast, when nobody was there to hear of it. */
  tampered: boolean
  /** Their notifications were open when the worker before this one ended. */
  closed: Alert[]
}

/**
 * Rebuilds the alert state after a worker restart. Open and known: keep. Open and unknown: close. Shown before and now closed:
 * drop, the badge counts it. Known and never shown: left pending, to be shown now.
 */
export async function restore({ pages, system, storage, clock }: RestoreDeps): Promise<Restored> {
  const saved = readAlertState(await storage.load())
  const open = system.available() ? await system.ids() : []
  const probed = saved.toast && (await pages.probe(saved.toast.tabId, saved.toast.nonce))
  const gone = saved.system.filter((key) => !open.includes(key))
  const state = restoreState(saved, gone, probed, clock.now())
  // The worker died after it had stored that a notification goes, or its state could not be read.
  const unknown = open.filter((id) => parseAlertKey(id) !== undefined && !state.system.includes(id))
  for (const id of unknown) await system.clear(id)
  const closed = saved.alerts.filter(({ key }) => gone.includes(key))
  return { state, tampered: probed === 'tampered', closed }
}

function restoreState(
  saved: AlertState,
  gone: readonly string[],
  probed: Probed | undefined,
  now: LocalTime,
): AlertState {
  const { toast, ...rest } = gone.reduce((state, key) => notificationGone(state, key, now), saved)
  if (toast === undefined || (probed !== 'mounted' && probed !== 'tampered'))
    return fillUrgent(settle(rest), now)
  // Its frame says anew whether it is touched.
  return fillUrgent(settle(setClock({ ...rest, toast: { ...toast, touched: false } }, true, now)), now)
}
