import type { DeviceSettings } from '../../../shared/device-settings.ts'
import type { ToastView } from '../../../shared/toast-messages.ts'
import type { FrontTab, Pages, SystemNotifications } from '../ports.ts'
import type { AlertEvent } from '../state/alert-step.ts'
import type { AlertStore } from '../state/alert-store.ts'
import type { DraftCache } from './draft-cache.ts'
import type { Shown } from './presenter.ts'
import type { ToastSession } from './toast-session.ts'

type WhyNoToast = Shown['whyNoToast']

export interface PlaceDeps {
  pages: Pages
  system: SystemNotifications
  session: ToastSession
  store: AlertStore
  drafts: DraftCache
  /** At least 16 characters that no page can guess. */
  nonce(): string
  device(): DeviceSettings
  /** The person wants sounds. */
  sounds(): boolean
  view(sound: boolean): ToastView
  dispatch(event: AlertEvent): Promise<unknown>
}

/** Finds where alerts can show: in the page in front, by the system, or nowhere. An event says which to the alert state. */
export interface PlaceFinder {
  raise(keys: readonly string[], sound: boolean): Promise<Shown>
  /** See `Presenter`. */
  moveTo(front: FrontTab): Promise<void>
  leaveToast(fate: 'goes' | 'tampered'): Promise<void>
}

export function createPlaceFinder(deps: PlaceDeps): PlaceFinder {
  const { pages, system, session, store, drafts, dispatch } = deps

  async function raise(keys: readonly string[], wanted: boolean): Promise<Shown> {
    const sound = wanted && deps.sounds()
    const front = await pages.frontTab()
    const { alerts, toast } = store.state()
    const systemOnly = alerts.every((alert) => alert.systemOnly || !keys.includes(alert.key))
    const why = whyNoToast(front, deps.device()) ?? (systemOnly ? 'not-shown' : undefined)
    if (why !== undefined || front === undefined) return raiseElsewhere(keys, sound, 'remains', why)
    if (toast?.tabId === front.tabId) await dispatch({ type: 'shown-in-toast', keys, sound })
    else if (!(await openIn(front, keys, sound))) return raiseElsewhere(keys, sound, 'goes', 'not-shown')
    return { shown: 'toast', whyNoToast: undefined }
  }

  /** False: the page did not show it. What is typed in stays so. */
  async function openIn(front: FrontTab, keys: readonly string[], sound: boolean): Promise<boolean> {
    const at = { nonce: deps.nonce(), tabId: front.tabId }
    await drafts.load(store.state().alerts)
    // Stored before it is there: the next worker looks for it, and finds it or not.
    await dispatch({ type: 'toast-opening', ...at, keys })
    const corner = cornerIn(front, deps.device())
    if (!(await session.show({ ...at, corner }, deps.view(sound)))) return false
    // Only now: a notification that went before would have to sound again if the page does not show the toast.
    await dispatch({ type: 'shown-in-toast', keys, sound: false })
    return true
  }

  /** A notification that is stored and then not shown, since the worker died in between, is on the badge alone. */
  async function raiseElsewhere(
    keys: readonly string[],
    sound: boolean,
    toast: 'remains' | 'goes' | 'tampered',
    why: WhyNoToast,
  ): Promise<Shown> {
    if (!system.available()) {
      // A toast that was left in another tab shows it when that is in front again.
      await dispatch({ type: 'shown-nowhere', keys, toast })
      return { shown: 'badge', whyNoToast: why }
    }
    const open = await system.ids()
    const fate = toast === 'remains' ? 'goes' : toast
    await dispatch({ type: 'shown-by-system', keys, sound, open, toast: fate })
    return { shown: 'system', whyNoToast: why }
  }

  async function leaveToast(fate: 'goes' | 'tampered'): Promise<void> {
    await raiseElsewhere([], true, fate, 'not-shown')
  }

  return {
    raise,
    leaveToast,
    async moveTo(front) {
      if (!(await openIn(front, [], false))) await leaveToast('goes')
    },
  }
}

/** Why no toast could show in this tab; undefined: one could. */
export function whyNoToast(front: FrontTab | undefined, { sites }: DeviceSettings): WhyNoToast {
  if (front === undefined) return 'no-page'
  if (front.refused !== undefined) return front.refused
  const site = front.host === undefined ? undefined : sites[front.host]
  return site?.toasts === false ? 'never-here' : undefined
}

function cornerIn({ host }: FrontTab, { sites, corner }: DeviceSettings): DeviceSettings['corner'] {
  return (host === undefined ? undefined : sites[host]?.corner) ?? corner
}
