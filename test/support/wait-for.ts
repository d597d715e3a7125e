/** Long enough for a busy machine; a test that needs it all is about to fail anyway. */
const PATIENCE_MS = Number(process.env['PATIENCE'] ?? 40_000)
const LOOK_EVERY_MS = 10
const LOOK_AT_LEAST_EVERY_MS = 200

/** A tenth of what was waited until now: what is timed is off by no more, and a long wait takes nothing from other tests. */
const pauseAfter = (waitedMs: number): number =>
  Math.min(LOOK_AT_LEAST_EVERY_MS, Math.max(LOOK_EVERY_MS, waitedMs / 10))

/** Settles when `condition` holds; rejects with what was waited for when it does not come to. */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
  what: string,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const began = Date.now()
  while (!(await condition())) {
    const waited = Date.now() - began
    if (waited > patienceMs) throw new Error(`Waited ${patienceMs} ms in vain: ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, pauseAfter(waited)))
  }
}
