import { joinAsNodeClient } from '../channel/node-client.ts'
import { askAdmin } from '../server/ask-admin.ts'
import type { SpawnedServer } from '../server/spawn-server.ts'
import { waitFor } from '../wait-for.ts'
import { alertsOf } from './alerts.ts'
import { badgeText, request } from './extension-api.ts'
import type { Stage } from './stage.ts'

/** Settles when the badge of Mina's browser says this. */
export const badgeSays = async ({ browser }: Stage, text: string): Promise<void> => {
  let seen = ''
  await waitFor(async () => (seen = await badgeText(browser)) === text, `the badge says "${text}"`).catch(
    (error: unknown) => {
      throw new Error(`${String(error)} It says "${seen}".`, { cause: error })
    },
  )
}

/** Reads these rooms to their end, and settles when nothing alerts any more. */
export async function readRooms(stage: Stage, rooms: readonly string[]): Promise<void> {
  const { browser, jonas } = stage
  const readAll = rooms.map(async (room) => {
    const seq = jonas.entries(room).at(-1)?.seq
    if (seq !== undefined) await request(browser, 'seen', { room, seq })
  })
  await Promise.all(readAll)
  await badgeSays(stage, '')
  await waitFor(async () => {
    const { toasts, notifications } = await alertsOf(browser)
    return toasts + notifications === 0
  }, 'no alert')
}

const invite = async (server: SpawnedServer, rooms: readonly string[], uses: number): Promise<string> =>
  (await askAdmin(server, 'invite', { rooms: [...rooms], uses, expiresAt: null })).link

/**
 * A link to #general and to these new rooms, for Mina and Jonas. Large ones have four people more already: a browser hears
 * of all of them at once, with as many people as they are going to have.
 */
export async function inviteToRooms(
  server: SpawnedServer,
  small: readonly string[],
  large: readonly string[] = [],
): Promise<string> {
  for (const id of [...small, ...large]) await askAdmin(server, 'room-create', { id, name: id })
  if (large.length > 0) {
    const link = await invite(server, large, 4)
    const join = async (name: string) => (await joinAsNodeClient(link, name)).close()
    await Promise.all(['Ada', 'Ben', 'Cleo', 'Dan'].map(join))
  }
  return invite(server, ['general', ...small, ...large], 2)
}

/** Mina's browser has these rooms open when it settles: what comes from now on is pushed. */
export async function openRooms(stage: Stage, rooms: readonly string[]): Promise<void> {
  const { jonas } = stage
  await Promise.all(rooms.map((room) => jonas.publish(room, { text: `#${room} is open`, priority: 2 })))
  await badgeSays(stage, String(rooms.length))
  await readRooms(stage, rooms)
}
