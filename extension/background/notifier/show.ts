import type { ToastContent } from '../../bridge/toast-messages.ts'
import { alertKey, type Alert } from './alert.ts'
import { waysOf } from './decide.ts'
import type { Pages, ToastSlot } from './toast-slot.ts'

/** Notifications of the operating system. None of the calls rejects. */
export interface SystemNotifications {
  /** The permission may come and go at any time. */
  available(): boolean
  /** Every notification of ours that is shown, those of a worker before this one too. */
  ids(): Promise<string[]>
  show(id: string, content: ToastContent): Promise<void>
  clear(id: string): Promise<void>
}

interface ShowDeps {
  pages: Pages
  system: SystemNotifications
  slot: ToastSlot
}

/** Where an alert went. `badge`: nowhere, it counts as unread. */
export type Shown = 'toast' | 'system' | 'badge'

/** One alert at a time, in one place: an earlier one is taken away first, and a toast before a notification shows instead. */
export async function show(alert: Alert, { pages, system, slot }: ShowDeps): Promise<Shown> {
  await slot.close()
  await clearAll(system)
  return raise(alert, await pages.frontTab(), { system, slot })
}

/** Where nothing else shows. */
export async function raise(
  alert: Alert,
  tab: { tabId: number; allowed: boolean } | undefined,
  { system, slot }: Omit<ShowDeps, 'pages'>,
): Promise<Shown> {
  for (const way of waysOf({ page: tab?.allowed === true, system: system.available() })) {
    if (way === 'toast' && tab !== undefined && (await slot.show(alert, tab.tabId))) return 'toast'
    if (way === 'system') {
      await system.show(alertKey(alert), alert.content)
      return 'system'
    }
  }
  return 'badge'
}

async function clearAll(system: SystemNotifications): Promise<void> {
  if (!system.available()) return
  await Promise.all((await system.ids()).map((id) => system.clear(id)))
}
