/** Long enough for a busy machine; a test that needs it all is about to fail anyway. */
const PATIENCE_MS = Number(process.env['PATIENCE'] ?? 20_000)
const LOOK_EVERY_MS = 10

/** Settles when `condition` holds; rejects with what was waited for when it does not come to. */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
  what: string,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const end = Date.now() + patienceMs
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited ${patienceMs} ms in vain: ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
