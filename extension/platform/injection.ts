import browser from 'webextension-polyfill'
import { withTimeLimit } from './time-limit.ts'

/** A page that is busy for longer than this would not show a toast in time either. */
export const INJECT_WITHIN_MS = 400

/**
 * Runs a self-contained function in the top frame of a tab. Undefined when the browser refuses, the function throws,
 * or the page is too busy; it may then still run later, and `late` hears of it.
 */
export async function inject<A extends unknown[], R>(
  tabId: number,
  func: (...args: A) => R,
  args: A,
  late?: () => void,
): Promise<Awaited<R> | undefined> {
  const answer = browser.scripting
    .executeScript({ target: { tabId, frameIds: [0] }, func, args })
    .then((results) => results[0]?.result as Awaited<R> | undefined)
  let waiting = true
  if (late !== undefined)
    void answer.then(
      () => (waiting ? undefined : late()),
      () => undefined,
    )
  const value = await withTimeLimit(answer, INJECT_WITHIN_MS, undefined)
  waiting = false
  return value
}
