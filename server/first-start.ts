import type { Backend } from './backend.ts'

/** How many can join by the invite that a start prints, and for how long: a team, to begin with. */
export const FIRST_USES = 20
export const FIRST_DAYS = 7
const DAY_MS = 24 * 60 * 60_000

/**
 * An empty database gets the room `general`. While nobody has joined each start makes a new invite and revokes the
 * last one; later the operator makes them. The link, or undefined.
 */
export async function prepareFirstStart({ rooms, people }: Backend): Promise<string | undefined> {
  if ((await rooms.logs()).length === 0) await rooms.createRoom({ id: 'general', name: 'general' })
  if (await people.hasPeople()) return undefined
  const invite = await people.inviteToRooms({
    rooms: (await rooms.logs()).map(({ id }) => id),
    uses: FIRST_USES,
    expiresAt: Date.now() + FIRST_DAYS * DAY_MS,
    fromStart: true,
  })
  return invite.ok ? invite.value.link : undefined
}
