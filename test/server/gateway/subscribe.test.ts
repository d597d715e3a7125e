import { expect, it } from 'vitest'
import { subscribe, type SubscribeOptions } from '../../../server/gateway/socket/subscribe.ts'
import { deviceScopes, type Principal } from '../../../server/room/principal.ts'
import type { ClientSocket } from '../../../server/gateway/socket/session.ts'

const ann: Principal = {
  person: { id: 'ann', name: 'Ann' },
  device: 'laptop',
  token: 't1',
  scopes: deviceScopes,
}

/** Runs `subscribe` while something happens in the middle of its first read. The channels it ends up in, if it does. */
async function subscribeDuring(
  happens: (world: { rooms: string[]; token: string | undefined }) => void,
  principal = ann,
) {
  const world = { rooms: ['general', 'ops'], token: 't1' as string | undefined }
  const channels = new Set<string>()
  let changes = 0
  let reads = 0
  const socket = {
    join: (more: string[]) => more.forEach((one) => channels.add(one)),
    leave: (one: string) => channels.delete(one),
  } as unknown as ClientSocket
  const heads = () => Object.fromEntries(world.rooms.map((id) => [id, { logId: 'x', seq: 1, seen: 1 }]))
  const options = {
    changes: () => changes,
    people: {
      authenticate: async () => (world.token === undefined ? undefined : { ...ann, token: world.token }),
    },
    rooms: {
      headsOf: async () => {
        const before = heads()
        reads += 1
        if (reads === 1) {
          happens(world)
          changes += 1
        }
        return before
      },
    },
  } as unknown as SubscribeOptions
  return (await subscribe(socket, principal, 'secret', options)) ? [...channels].sort() : undefined
}

const own = ['device:laptop', 'person:ann', 'token:t1']

it('does not enter a room that the person was just removed from', async () => {
  expect(await subscribeDuring((world) => (world.rooms = ['general']))).toEqual(
    [...own, 'room:general'].sort(),
  )
})

it('does not serve a token that was just revoked', async () => {
  expect(await subscribeDuring((world) => (world.token = undefined))).toBeUndefined()
})

it('enters every room of the person', async () => {
  const all = [...own, 'room:general', 'room:ops'].sort()
  expect(await subscribeDuring(() => undefined)).toEqual(all)
})

it('gives a principal without the scope "subscribe" no channel of a room or person, and still ends its token', async () => {
  const publisher: Principal = { ...ann, scopes: ['publish', 'account'] }
  expect(await subscribeDuring(() => undefined, publisher)).toEqual(['device:laptop', 'token:t1'])
})
