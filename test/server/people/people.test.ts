import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askServer } from '../../../server/admin/admin-client.ts'
import type { AdminName } from '../../../server/admin/admin-request.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import {
  connectClient,
  joinAndConnect,
  joinAs,
  newAttempt,
  postJoin,
} from '../../support/server/test-client.ts'

let server: StartedServer

beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

const ask = async (name: AdminName, input: unknown) => {
  const result = await askServer(server.dataDir, { name, input })
  if (result === undefined) throw new Error('no server answered')
  return result
}

const linkFrom = async (client: Awaited<ReturnType<typeof connectClient>>): Promise<string> => {
  const made = await client.call('add-browser', {})
  if (!made.ok) throw new Error(made.error.message)
  return made.value.link
}

describe("somebody whose name is another one's id", () => {
  const alicesTwin = async () => {
    const alice = await joinAndConnect(server.url, server.firstInvite, 'Alice')
    const mallory = await joinAs(server.url, server.firstInvite, alice.person.id.toLowerCase())
    return { alice, mallory }
  }

  it('does not get the link that adds a browser', async () => {
    const { alice } = await alicesTwin()
    const { result } = await postJoin(server.url, await linkFrom(alice.client), {})
    expect(result).toMatchObject({ ok: true, value: { person: alice.person } })
  })

  it('and that one are two people where the operator means one of them', async () => {
    const { alice, mallory } = await alicesTwin()
    const remove = (person: string) => ask('member-remove', { room: 'general', person })
    const refused = await remove(alice.person.id)
    expect(refused).toMatchObject({ ok: false })
    expect(refused.ok ? '' : refused.error.message).toContain(`"${mallory.person.id}" for the one or "Alice"`)
    expect(await ask('token-create', { person: alice.person.id, label: 'x' })).toMatchObject({ ok: false })
    expect(await ask('add-browser', { person: alice.person.id })).toMatchObject({ ok: false })
    expect(await remove('alice')).toMatchObject({ ok: true, value: { person: alice.person, changed: true } })
    expect(await remove(mallory.person.id)).toMatchObject({
      value: { person: mallory.person, changed: true },
    })
  })

  it('is found by an id that is nobody’s name', async () => {
    const { person } = await joinAs(server.url, server.firstInvite, 'Bob')
    expect(await ask('add-browser', { person: person.id })).toMatchObject({ ok: true })
  })
})

describe('signing a device out', () => {
  const signOut = async (person: string, { only = false } = {}) => {
    const tokens = await ask('token-list', { person })
    const [token] = tokens.ok ? (tokens.value as { id: string }[]) : []
    await ask('token-revoke', { id: token?.id, only })
  }

  it('revokes the links that it made and nobody used', async () => {
    const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
    const link = await linkFrom(bob.client)
    await signOut('Bob')
    expect(await postJoin(server.url, link, {})).toMatchObject({
      status: 410,
      result: { ok: false, error: { code: 'invite_revoked' } },
    })
    expect(await ask('invite-list', {})).toMatchObject({ value: [{ revoked: false }, { revoked: true }] })
  })

  it("leaves the operator's links and those of the person's other devices", async () => {
    const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
    const added = await postJoin(server.url, await linkFrom(bob.client), {})
    if (!added.result.ok) throw new Error(added.result.error.message)
    const second = await connectClient(server.url, added.result.value.token)
    const links = [await linkFrom(second)]
    const made = await ask('add-browser', { person: 'Bob' })
    if (made.ok) links.push((made.value as { link: string }).link)
    await signOut('Bob', { only: true })
    for (const link of links) expect(await postJoin(server.url, link, {})).toMatchObject({ status: 200 })
    expect(links).toHaveLength(2)
  })
})

it('an invite to rooms that the person is in already keeps its use', async () => {
  const ann = await joinAs(server.url, server.firstInvite, 'Ann')
  const made = await ask('invite', { rooms: ['general'], uses: 1, expiresAt: null })
  const { link } = made.ok ? (made.value as { link: string }) : { link: '' }
  const attempt = newAttempt()
  for (const bearer of [ann.token, ann.token]) {
    expect(await postJoin(server.url, link, { bearer, attempt })).toMatchObject({
      result: { ok: true, value: { token: ann.token, rooms: [{ id: 'general' }] } },
    })
  }
  await joinAs(server.url, link, 'Ben')
})
