import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { URGENT_PER_HOUR } from '../../../protocol/limits.ts'
import { askServer } from '../../../server/admin/admin-client.ts'
import { databasePath } from '../../../server/store/sqlite/data-folder.ts'
import { openDatabase } from '../../../server/store/sqlite/database.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import { addDevice, joinAndConnect, newAttempt, type TestClient } from '../../support/server/test-client.ts'

let server: StartedServer
let ann: TestClient
let bob: TestClient

beforeEach(async () => {
  server = await startServer()
  ann = (await joinAndConnect(server.url, server.firstInvite, 'Ann')).client
  bob = (await joinAndConnect(server.url, server.firstInvite, 'Bob')).client
})
afterEach(() => server.close())

const send = (client: TestClient, { priority = 5, id = newAttempt(), room = 'general' } = {}) =>
  client.call('append', { room, id, kind: 'message', priority, body: { text: 'on fire' } })
const setUrgent = async (from: string[] | null, room = 'general') =>
  expect(await askServer(server.dataDir, { name: 'room-urgent', input: { room, from } })).toMatchObject({
    ok: true,
  })
const listed = async () => {
  const rooms = await askServer(server.dataDir, { name: 'room-list', input: {} })
  return rooms?.ok === true ? (rooms.value as { urgentFrom: unknown }[])[0]?.urgentFrom : undefined
}

describe('8.1 priority 5', () => {
  it('may come from everybody, until the operator says from whom', async () => {
    expect(await listed()).toBeNull()
    expect(await send(ann)).toMatchObject({ ok: true })
    await setUrgent(['bob'])
    expect(await listed()).toEqual(['Bob'])
    expect(await send(ann)).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(await send(ann, { priority: 4 })).toMatchObject({ ok: true })
    expect(await send(bob)).toMatchObject({ ok: true })
    await setUrgent([])
    expect(await listed()).toEqual([])
    expect(await send(bob)).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    await setUrgent(null)
    expect(await send(ann)).toMatchObject({ ok: true })
  })

  it('is limited by room: another one still takes it from everybody', async () => {
    await askServer(server.dataDir, { name: 'room-create', input: { id: 'ops', name: 'ops' } })
    await askServer(server.dataDir, { name: 'member-add', input: { room: 'ops', person: 'Ann' } })
    await setUrgent([])
    expect(await send(ann, { room: 'ops' })).toMatchObject({ ok: true })
  })

  it(`comes ${URGENT_PER_HOUR} times an hour from one person, whichever device sends it`, async () => {
    const second = await addDevice(server.url, ann)
    const first = newAttempt()
    await send(ann, { id: first })
    const sent = await Promise.all(
      Array.from({ length: 30 }, (_, index) => send(index % 2 === 0 ? ann : second)),
    )
    expect(sent.filter(({ ok }) => ok)).toHaveLength(URGENT_PER_HOUR - 1)
    const refused = sent.find(({ ok }) => !ok)
    expect(refused).toMatchObject({
      error: { code: 'forbidden', message: expect.stringContaining('10 urgent messages') as string },
    })
    expect(await send(ann, { id: first })).toMatchObject({ ok: true })
    expect(await send(ann, { priority: 4 })).toMatchObject({ ok: true })
    expect(await send(bob)).toMatchObject({ ok: true })
    anHourLater()
    expect(await send(ann)).toMatchObject({ ok: true })
  })
})

function anHourLater(): void {
  const database = openDatabase(databasePath(server.dataDir))
  database.prepare('update urgent_messages set at = at - ?').run(60 * 60_000)
  database.close()
}
