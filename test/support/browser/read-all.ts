import { noAlert, showsExactly } from './alerts.ts'
import { clearNotifications, request } from './extension-api.ts'
import type { Stage } from './stage.ts'

/** Reads the room to its end, and settles when nothing alerts to it any more: the next test begins with nothing. */
export async function readAll({ browser, jonas }: Stage, room = 'general'): Promise<void> {
  const seq = jonas.entries(room).at(-1)?.seq
  await request(browser, 'seen', { room, seq })
  // The digest and what was raised for other rooms are not of this room's read mark.
  await showsExactly(browser, noAlert).catch(() => clearNotifications(browser))
}
