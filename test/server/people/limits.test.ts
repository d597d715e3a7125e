import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DEVICES_A_DAY, DEVICES_MAX, OPEN_LINKS_MAX } from '../../../protocol/limits.ts'
import { askServer } from '../../../server/admin/admin-client.ts'
import type { AdminName } from '../../../server/admin/admin-request.ts'
import { databasePath } from '../../../server/store/sqlite/data-folder.ts'
import { openDatabase, type Database } from '../../../server/store/sqlite/database.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import {
  joinAndConnect,
  joinAs,
  newAttempt,
  postJoin,
  type TestClient,
} from '../../support/server/test-client.ts'

let server: StartedServer
let database: Database

beforeEach(async () => {
  server = await startServer()
  database = openDatabase(databasePath(server.dataDir))
})
afterEach(async () => {
  database.close()
  await server.close()
})

const ask = async (name: AdminName, input: unknown) => {
  const answer = await askServer(server.dataDir, { name, input })
  if (answer === undefined) throw new Error('no server answered')
  return answer
}
const value = async <T>(name: AdminName, input: unknown): Promise<T> => {
  const answer = await ask(name, input)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value as T
}
const linkFrom = async (client: TestClient): Promise<string> => {
  const made = await client.call('add-browser', {})
  if (!made.ok) throw new Error(made.error.message)
  return made.value.link
}
const count = (table: 'attempts' | 'invites' | 'invite_rooms'): number =>
  database.prepare<{ n: number }>(`select count(*) as n from ${table}`).get()?.n ?? 0

describe(`4 a person with ${DEVICES_MAX} devices`, () => {
  it('gets no other one, by a link or by the operator, until one is signed out', async () => {
    const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
    const link = await linkFrom(bob.client)
    for (let made = 1; made < DEVICES_MAX; made += 1)
      await value('token-create', { person: 'Bob', label: `${made}` })
    const refused = {
      ok: false,
      error: {
        code: 'device_limit',
        message: expect.stringMatching(/20 devices .* sign another one out/) as string,
      },
    }
    expect(await postJoin(server.url, link, {})).toMatchObject({ result: refused })
    expect(await bob.client.call('add-browser', {})).toMatchObject(refused)
    expect(await ask('token-create', { person: 'Bob', label: 'x' })).toMatchObject(refused)
    expect(await ask('add-browser', { person: 'Bob' })).toMatchObject(refused)
    const [, token] = await value<{ id: string }[]>('token-list', { person: 'Bob' })
    await value('token-revoke', { id: token?.id })
    expect(await postJoin(server.url, link, {})).toMatchObject({ status: 200 })
    await joinAs(server.url, server.firstInvite, 'Ann')
  })

  it('has no more after fifty joins at one time', async () => {
    const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
    const made = Array.from({ length: 50 }, (_, index) =>
      ask('token-create', { person: 'Bob', label: `${index}` }),
    )
    expect((await Promise.all(made)).filter(({ ok }) => ok)).toHaveLength(DEVICES_MAX - 1)
    bob.client.close()
  })
})

it(`4 a person who signs devices out and in makes ${DEVICES_A_DAY} a day, and no more`, async () => {
  await joinAndConnect(server.url, server.firstInvite, 'Bob').then(({ client }) => client.close())
  const made: boolean[] = []
  for (let index = 0; index < DEVICES_A_DAY + 5; index += 1) {
    const answer = await ask('token-create', { person: 'Bob', label: `${index}` })
    made.push(answer.ok)
    if (answer.ok) await ask('token-revoke', { id: (answer.value as { id: string }).id })
  }
  expect(made.filter(Boolean)).toHaveLength(DEVICES_A_DAY - 1)
})

it(`4 the newest ${OPEN_LINKS_MAX} links of a person's devices work, and the older ones are gone`, async () => {
  const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
  const { link: operators } = await value<{ link: string }>('add-browser', { person: 'Bob' })
  const links: string[] = []
  for (let made = 0; made < 40; made += 1) links.push(await linkFrom(bob.client))
  // The first invite, the operator's, and those that are open.
  expect(count('invites')).toBe(2 + OPEN_LINKS_MAX)
  expect(await postJoin(server.url, links.at(-OPEN_LINKS_MAX - 1) ?? '', {})).toMatchObject({
    result: { error: { code: 'invite_unknown' } },
  })
  for (const link of [operators, ...links.slice(-OPEN_LINKS_MAX)]) {
    expect(await postJoin(server.url, link, {})).toMatchObject({ status: 200 })
  }
})

describe('15 what is old', () => {
  const DAY = 24 * 60 * 60_000
  const ageAll = (days: number): void => {
    database.prepare('update attempts set at = at - ?').run(days * DAY)
    database
      .prepare('update invites set created_at = created_at - ?, expires_at = expires_at - ?')
      .run(days * DAY, days * DAY)
  }

  it('a join is answered again for a day, and no longer', async () => {
    const { link } = await value<{ link: string }>('invite', { rooms: ['general'], uses: 1, expiresAt: null })
    const attempt = newAttempt()
    for (const days of [0, 0.9]) {
      ageAll(days)
      expect(await postJoin(server.url, link, { name: 'Ann', attempt })).toMatchObject({ status: 200 })
    }
    ageAll(0.2)
    expect(await postJoin(server.url, link, { name: 'Ann', attempt })).toMatchObject({
      result: { error: { code: 'invite_used' } },
    })
  })

  it('an old attempt of an invite with uses left can be made anew', async () => {
    const attempt = newAttempt()
    await postJoin(server.url, server.firstInvite, { name: 'Ann', attempt })
    database.prepare('update attempts set at = at - ?').run(2 * DAY)
    const again = await postJoin(server.url, server.firstInvite, { name: 'Ben', attempt })
    expect(again).toMatchObject({ result: { ok: true, value: { person: { name: 'Ben' } } } })
  })

  it('links for a browser go after a day with their attempts, closed invites to rooms after thirty', async () => {
    const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
    await postJoin(server.url, await linkFrom(bob.client), {})
    const { id } = await value<{ id: string }>('invite', { rooms: ['general'], uses: 1, expiresAt: null })
    await value('invite', { rooms: ['general'], uses: 9, expiresAt: null })
    await value('invite-revoke', { id })
    expect([count('invites'), count('attempts'), count('invite_rooms')]).toEqual([4, 2, 3])
    await restart()
    await value('invite', { rooms: ['general'], uses: 1, expiresAt: null })
    expect([count('invites'), count('attempts'), count('invite_rooms')]).toEqual([5, 2, 4])
    ageAll(1.1)
    await restart()
    await value('invite', { rooms: ['general'], uses: 1, expiresAt: null })
    expect([count('invites'), count('attempts'), count('invite_rooms')]).toEqual([5, 0, 5])
    ageAll(40)
    await restart()
    // Gone: the one that a start made and that has expired, and the revoked one. Those with uses left stay.
    await value('invite', { rooms: ['general'], uses: 1, expiresAt: null })
    expect([count('invites'), count('attempts'), count('invite_rooms')]).toEqual([4, 0, 4])
  })

  it('goes in pieces, so that other writes need not wait for all of it', async () => {
    const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
    const insert = database.prepare(
      `insert into invites (id, hash, kind, person, uses, created_at, from_start) values (?, ?, 'browser', ?, 1, 1, 0)`,
    )
    database.exec('begin')
    for (let made = 0; made < 1200; made += 1) insert.run(`old-${made}`, `old-${made}`, bob.person.id)
    database.exec('commit')
    await restart()
    const left: number[] = []
    for (let made = 0; made < 4; made += 1) {
      const { id } = await value<{ id: string }>('invite', { rooms: ['general'], uses: 1, expiresAt: null })
      left.push(
        database.prepare<{ n: number }>("select count(*) as n from invites where id like 'old-%'").get()?.n ??
          -1,
      )
      expect(id).not.toBe('')
    }
    expect(left).toEqual([700, 200, 0, 0])
  })

  async function restart(): Promise<void> {
    server = await server.restart()
  }
})
