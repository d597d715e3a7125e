import { waitFor } from '../wait-for.ts'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { notificationIds, toastsInTabs } from './extension-api.ts'

export interface Alerts {
  toasts: number
  notifications: number
}

/** All that alerts to a message now, in every tab and beside them. */
export const alertsOf = async (browser: BrowserUnderTest): Promise<Alerts> => ({
  toasts: await toastsInTabs(browser),
  notifications: (await notificationIds(browser)).length,
})

export const noAlert: Alerts = { toasts: 0, notifications: 0 }
export const oneToast: Alerts = { toasts: 1, notifications: 0 }
export const oneNotification: Alerts = { toasts: 0, notifications: 1 }

const same = (a: Alerts, b: Alerts): boolean => a.toasts === b.toasts && a.notifications === b.notifications

/** How long after something became right it is looked at again: a second alert would be there by then. */
const SETTLED_MS = 250

/**
 * Settles when these alerts show, and no others a moment later; answers with the ms until they did. An invisible
 * host counts, so that one that is on trial makes this wait, and one that stays is found.
 */
export async function showsExactly(browser: BrowserUnderTest, wanted: Alerts): Promise<number> {
  const began = Date.now()
  let seen: Alerts | undefined
  await waitFor(
    async () => {
      seen = await alertsOf(browser)
      return same(seen, wanted)
    },
    `${JSON.stringify(wanted)}`,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)} There were ${JSON.stringify(seen)}.`, { cause: error })
  })
  const took = Date.now() - began
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS))
  seen = await alertsOf(browser)
  if (!same(seen, wanted)) throw new Error(`${JSON.stringify(wanted)} became ${JSON.stringify(seen)}.`)
  return took
}
