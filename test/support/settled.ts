import { expect } from 'vitest'

/**
 * Settles when all is done that waits for promises alone: for no timer, disk or line. It takes no time of the clock, so it
 * means "nothing more happens by itself" where timers, disk and line are the test's own. Where a part has `idle()`, use that.
 */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The condition holds once all is settled. */
export async function expectSettled(condition: () => boolean, what: string): Promise<void> {
  await settled()
  expect(condition(), what).toBe(true)
}
