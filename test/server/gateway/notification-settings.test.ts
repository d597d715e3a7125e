import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  defaultPersonSettings as defaults,
  defaultRoomSettings,
  UNTIL_TURNED_ON,
  type PersonSettings,
} from '../../../protocol/notification-settings.ts'
import { askServer } from '../../../server/admin/admin-client.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import { addDevice, joinAndConnect, type TestClient } from '../../support/server/test-client.ts'

let server: StartedServer

beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

const join = (name: string) => joinAndConnect(server.url, server.firstInvite, name)
/** Whatever was set before. */
const LATEST = Number.MAX_SAFE_INTEGER
const setPerson = (client: TestClient, change: Partial<PersonSettings>, revision = LATEST) =>
  client.call('change-settings', { of: 'person', settings: { ...defaults, ...change }, revision })
const setRoom = (client: TestClient, room: string, change: object) =>
  client.call('change-settings', {
    of: 'room',
    room,
    settings: { ...defaultRoomSettings, ...change },
    revision: LATEST,
  })
const settingsOf = async (client: TestClient) => {
  const result = await client.call('settings', {})
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const change = async (name: 'member-remove' | 'member-add' | 'room-create', input: object) =>
  expect(await askServer(server.dataDir, { name, input })).toMatchObject({ ok: true })

describe('notification settings', () => {
  it('8.5 are the defaults of somebody who never set any, with the server’s clock', async () => {
    const { client } = await join('Ann')
    const before = Date.now()
    const { now, ...settings } = await settingsOf(client)
    expect(settings).toEqual({ revision: 0, person: defaults, rooms: {} })
    expect(now).toBeGreaterThanOrEqual(before)
    expect(now).toBeLessThanOrEqual(Date.now())
  })

  it('8.6 are replaced part by part, and all of them are the answer', async () => {
    const { client } = await join('Ann')
    expect(await setPerson(client, { level: 'all', urgent: true })).toEqual({
      ok: true,
      value: {
        revision: 1,
        now: expect.any(Number) as number,
        person: { ...defaults, level: 'all', urgent: true },
        rooms: {},
      },
    })
    expect(await setRoom(client, 'general', { level: 'nothing', mutedUntil: 5 })).toMatchObject({ ok: true })
    expect(await setPerson(client, { sounds: true })).toMatchObject({ ok: true })
    expect(await setRoom(client, 'general', { mutedUntil: UNTIL_TURNED_ON })).toMatchObject({ ok: true })
    expect(await settingsOf(client)).toMatchObject({
      person: { ...defaults, sounds: true },
      rooms: { general: { level: null, mutedUntil: UNTIL_TURNED_ON } },
    })
  })

  it('8.6 stay as another device has set them since the revision that a change names', async () => {
    const { client } = await join('Ann')
    const second = await addDevice(server.url, client)
    await setPerson(client, { level: 'all' }, 0)
    await setPerson(second, { level: 'mentions' }, 1)
    const repeat = await setPerson(client, { level: 'all' }, 0)
    expect(repeat).toMatchObject({ ok: true, value: { revision: 2, person: { level: 'mentions' } } })
    expect((await settingsOf(client)).person.level).toBe('mentions')
    await client.until('settings', ({ revision }) => revision === 2)
    expect(
      client
        .pushes('settings')
        .map(({ revision }) => revision)
        .at(-1),
    ).toBe(2)
  })

  it('8.6 lose what is in them twice', async () => {
    const { client } = await join('Ann')
    const keywords = ['  Deploy', 'deploy ', 'ＤＥＰＬＯＹ', '배포', '배포 ', 'on call', 'Groß', 'GROSS']
    const quietHours = { ...defaults.quietHours, days: [5, 1, 5], timeZone: 'Asia/Seoul' }
    expect(await setPerson(client, { keywords, quietHours })).toMatchObject({ ok: true })
    expect((await settingsOf(client)).person).toEqual({
      ...defaults,
      keywords: ['Deploy', '배포', 'on call', 'Groß'],
      quietHours: { ...quietHours, days: [1, 5] },
    })
  })

  it.each(['Mars/Olympus', '+09:00', '-03', 'GMT+9', 'toString', ' UTC', '../UTC'])(
    '8.6 are refused with the time zone "%s"',
    async (timeZone) => {
      const { client } = await join('Ann')
      const refused = await setPerson(client, {
        level: 'all',
        quietHours: { ...defaults.quietHours, timeZone },
      })
      expect(refused).toMatchObject({ ok: false, error: { code: 'malformed' } })
      expect(refused.ok ? '' : refused.error.message).toBe(
        `settings.quietHours.timeZone: there is no time zone "${timeZone}", write one such as "Asia/Seoul"`,
      )
      expect((await settingsOf(client)).person).toEqual(defaults)
      expect(client.pushes('settings')).toEqual([])
    },
  )

  it.each(['UTC', 'Asia/Seoul', 'America/Argentina/Buenos_Aires', 'Europe/Berlin', 'Etc/GMT+9'])(
    '8.6 are taken with the time zone "%s"',
    async (timeZone) => {
      const { client } = await join('Ann')
      const quietHours = { ...defaults.quietHours, timeZone }
      expect(await setPerson(client, { quietHours })).toMatchObject({ ok: true })
      expect((await settingsOf(client)).person.quietHours).toEqual(quietHours)
    },
  )

  it('8.7 are pushed to all devices of the person, the sender’s too, and to nobody else', async () => {
    const ann = await join('Ann')
    const bob = await join('Bob')
    const second = await addDevice(server.url, ann.client)
    await setPerson(ann.client, { level: 'mentions', keywords: ['secret plan'] })
    await setRoom(second, 'general', { mutedUntil: 7 })
    const expected = {
      person: { ...defaults, level: 'mentions', keywords: ['secret plan'] },
      rooms: { general: { level: null, mutedUntil: 7 } },
    }
    for (const device of [ann.client, second]) {
      const last = await device.until('settings', ({ rooms }) => 'general' in rooms)
      expect(last).toEqual({ revision: 2, now: expect.any(Number) as number, ...expected })
      expect(device.pushes('settings')[0]).toMatchObject({ person: expected.person })
    }
    expect(await settingsOf(second)).toMatchObject(expected)
    expect(await settingsOf(bob.client)).toMatchObject({ person: defaults, rooms: {} })
    expect(bob.client.pushes('settings')).toEqual([])
  })

  it('8.7 end with the newest of many changes on all devices', async () => {
    const { client } = await join('Ann')
    const second = await addDevice(server.url, client)
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        setPerson(index % 2 === 0 ? client : second, { doNotDisturbUntil: index }),
      ),
    )
    const { person } = await settingsOf(client)
    for (const device of [client, second]) {
      await device.until('settings', (push) => push.person.doNotDisturbUntil === person.doNotDisturbUntil)
      await device.call('rooms', {})
      expect(device.pushes('settings').at(-1)?.person).toEqual(person)
    }
  })

  it('8.6 cannot be set for a room that one is no member of', async () => {
    const { client } = await join('Ann')
    await change('room-create', { id: 'ops', name: 'Ops' })
    for (const room of ['ops', 'nowhere']) {
      const refused = await setRoom(client, room, { level: 'all' })
      expect(refused).toMatchObject({ ok: false, error: { code: 'unknown_room' } })
      expect(refused.ok ? '' : refused.error.message).toBe(
        `there is no room "${room}", or you are not a member of it`,
      )
    }
    expect((await settingsOf(client)).rooms).toEqual({})
    expect(client.pushes('settings')).toEqual([])
  })

  it('8.9 end with the membership, which is pushed, and begin anew', async () => {
    const { client } = await join('Ann')
    await setPerson(client, { sounds: true })
    await setRoom(client, 'general', { mutedUntil: UNTIL_TURNED_ON })
    await client.until('settings', ({ rooms }) => 'general' in rooms)
    const before = client.pushes('settings').length
    await change('member-remove', { room: 'general', person: 'Ann' })
    await client.until('rooms', ({ rooms }) => rooms.length === 0)
    await client.until('settings', (push) => client.pushes('settings').indexOf(push) >= before)
    expect(client.pushes('settings').at(-1)).toMatchObject({ person: { sounds: true }, rooms: {} })
    await change('member-add', { room: 'general', person: 'Ann' })
    expect(await settingsOf(client)).toMatchObject({ person: { ...defaults, sounds: true }, rooms: {} })
    expect(await setRoom(client, 'general', { level: 'all' })).toMatchObject({ ok: true })
  })

  it('7.4 count as commands', async () => {
    const limited = await startServer({ ratePerSecond: 1 })
    const { client } = await joinAndConnect(limited.url, limited.firstInvite, 'Ann')
    try {
      const results = await Promise.all(Array.from({ length: 5 }, () => setPerson(client, {})))
      expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true, false])
      expect(results[4]).toMatchObject({ error: { code: 'rate_limited' } })
    } finally {
      client.close()
      await limited.close()
    }
  })
})
