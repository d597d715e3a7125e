import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pino } from 'pino'
import type { SettingsService } from '../../../server/settings/settings-service.ts'
import { createFanOut } from '../../../server/gateway/socket/fan-out.ts'
import type { ClientServer } from '../../../server/gateway/socket/session.ts'
import type { RoomService } from '../../../server/room/room-service.ts'
import { askServer } from '../../../server/admin/admin-client.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import {
  connectClient,
  joinAndConnect,
  joinAs,
  postJoin,
  type TestClient,
} from '../../support/server/test-client.ts'

const MEMBERS = 40

let server: StartedServer
let members: TestClient[]

beforeEach(async () => {
  server = await startServer()
  const made = await askServer(server.dataDir, {
    name: 'invite',
    input: { rooms: ['general'], uses: MEMBERS, expiresAt: null },
  })
  if (made?.ok !== true) throw new Error('no invite')
  const { link } = made.value as { link: string }
  const names = Array.from({ length: MEMBERS }, (_, index) => `Member ${index}`)
  const joined = await Promise.all(names.map((name) => joinAs(server.url, link, name)))
  members = await Promise.all(joined.map(({ token }) => connectClient(server.url, token)))
})
afterEach(async () => {
  for (const member of members) member.close()
  await server.close()
})

const change = async (name: 'member-add' | 'member-remove', person: string) =>
  expect(await askServer(server.dataDir, { name, input: { room: 'general', person } })).toMatchObject({
    ok: true,
  })

/** All that came of a change: what follows it is here once this answer is. */
async function framesAfter(since: readonly number[]): Promise<string[][]> {
  await Promise.all(members.map((member) => member.call('seen', { room: 'general', seq: 1 })))
  return members.map(({ received }, index) => received.slice(since[index]).map(({ name }) => name))
}
const counts = (): number[] => members.map(({ received }) => received.length)

describe('2.8 a change of who is in a room', () => {
  it('is one frame to each member, and the whole list to the one who joined alone', async () => {
    const before = counts()
    const last = await joinAndConnect(server.url, server.firstInvite, 'Newcomer')
    await Promise.all(members.map((member) => member.until('room', (room) => room.members === MEMBERS + 1)))
    for (const frames of await framesAfter(before)) expect(frames.sort()).toEqual(['entries', 'room'])
    expect(last.client.pushes('rooms')).toEqual([])
    last.client.close()
  })

  it('reaches whoever is new in the room with their list first', async () => {
    const [one] = members
    if (one === undefined) throw new Error('nobody')
    await change('member-remove', 'Member 0')
    await one.until('rooms', ({ rooms }) => rooms.length === 0)
    const from = one.received.length
    await change('member-add', 'Member 0')
    await one.until('room', (room) => room.members === MEMBERS)
    const names = one.received.slice(from).map(({ name }) => name)
    expect(names.indexOf('rooms')).toBeGreaterThanOrEqual(0)
    expect(names.indexOf('rooms')).toBeLessThan(names.indexOf('room'))
    const before = counts()
    await change('member-remove', 'Member 1')
    await members[1]?.until('heads', (heads) => Object.keys(heads).length === 0)
    const frames = await framesAfter(before)
    expect(frames[1]?.sort()).toEqual(['heads', 'rooms', 'settings'])
    expect(frames[2]?.sort()).toEqual(['entries', 'room'])
  })

  it('adds the person to another room without a word to those of the rooms they are in', async () => {
    await askServer(server.dataDir, { name: 'room-create', input: { id: 'ops', name: 'ops' } })
    const made = await askServer(server.dataDir, {
      name: 'invite',
      input: { rooms: ['ops'], uses: 1, expiresAt: null },
    })
    const before = counts()
    const { link } = made?.ok === true ? (made.value as { link: string }) : { link: '' }
    await postJoin(server.url, link, { name: 'Somebody else' })
    for (const frames of await framesAfter(before)) expect(frames).toEqual([])
  })
})

it('2.8 reads the same for a join into a room of a thousand as of one', async () => {
  let reads = 0
  const emitted: string[] = []
  const counting =
    <T>(value: T) =>
    async (): Promise<T> => {
      reads += 1
      return value
    }
  const channelOf = { emit: (name: string) => emitted.push(name), except: () => channelOf }
  const sockets = new Map(
    Array.from({ length: 1000 }, (_, index) => [
      `s${index}`,
      { data: { session: { person: { id: `p${index}` } } } },
    ]),
  )
  const io = {
    to: () => channelOf,
    in: () => ({ socketsJoin: () => undefined, socketsLeave: () => undefined }),
    sockets: { sockets, adapter: { rooms: new Map([['room:general', new Set(sockets.keys())]]) } },
  } as unknown as ClientServer
  const rooms = {
    roomsOf: counting([]),
    headsOf: counting({}),
    findRoom: counting({ id: 'general', name: 'General', members: 1001 }),
  } as unknown as RoomService
  const fanOut = createFanOut(io, {
    rooms,
    settings: {} as SettingsService,
    log: pino({ level: 'silent' }),
  })
  fanOut.applyChanges([{ type: 'joined', room: 'general', person: 'p1000' }])
  await expect.poll(() => emitted.includes('room')).toBe(true)
  expect(emitted).toEqual(['rooms', 'heads', 'room'])
  expect(reads).toBe(3)
})
