import { joinAsNodeClient } from '../channel/node-client.ts'
import { askAdmin } from '../server/ask-admin.ts'
import { waitFor } from '../wait-for.ts'
import { alertsOf } from './alerts.ts'
import { badgeText, request } from './extension-api.ts'
import type { Scene } from './scene.ts'

/** Settles when the badge of Mina's browser says this. */
export const badgeSays = async ({ browser }: Scene, text: string): Promise<void> => {
  let seen = ''
  await waitFor(async () => (seen = await badgeText(browser)) === text, `the badge says "${text}"`).catch(
    (error: unknown) => {
      throw new Error(`${String(error)} It says "${seen}".`, { cause: error })
    },
  )
}

/** Reads these rooms to their end, and settles when nothing tells of anything any more. */
export async function readRooms(scene: Scene, rooms: readonly string[]): Promise<void> {
  const { browser, jonas } = scene
  const readAll = rooms.map(async (room) => {
    const seq = jonas.entries(room).at(-1)?.seq
    if (seq !== undefined) await request(browser, 'seen', { room, seq })
  })
  await Promise.all(readAll)
  await badgeSays(scene, '')
  await waitFor(async () => {
    const { toasts, notifications } = await alertsOf(browser)
    return toasts + notifications === 0
  }, 'no alert')
}

/** Four people more than Mina and Jonas, so that none of these is a small room. */
async function fill(scene: Scene, rooms: readonly string[]): Promise<void> {
  const { link } = await askAdmin(scene.server, 'invite', { rooms: [...rooms], uses: 4, expiresAt: null })
  const join = async (name: string) => (await joinAsNodeClient(link, name)).close()
  await Promise.all(['Ada', 'Ben', 'Cleo', 'Dan'].map(join))
}

/**
 * Rooms that Mina and Jonas have open: what comes from now on is pushed. They are alone in the small ones; the others are
 * full before Mina hears of them.
 */
export async function addRooms(
  scene: Scene,
  small: readonly string[],
  large: readonly string[] = [],
): Promise<void> {
  const { server, jonas } = scene
  const rooms = [...small, ...large]
  for (const id of rooms) await askAdmin(server, 'room-create', { id, name: id })
  if (large.length > 0) await fill(scene, large)
  for (const room of rooms)
    for (const person of ['Jonas', 'Mina']) await askAdmin(server, 'member-add', { room, person })
  await Promise.all(rooms.map((room) => jonas.publish(room, { text: `#${room} is open`, priority: 2 })))
  await badgeSays(scene, String(rooms.length))
  await readRooms(scene, rooms)
}
