import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askServer } from '../../../server/admin/admin-client.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import { joinAs, newAttempt, postJoin, refusedHandshake } from '../../support/server/test-client.ts'

let server: StartedServer

/** One server a group: all together they would guess more often than an address may. */
function startForGroup(): void {
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())
}

/** Makes an invite as the command line does. */
async function newInvite({ uses = 1, expiresAt = null as number | null, rooms = ['general'] } = {}) {
  const made = await askServer(server.dataDir, { name: 'invite', input: { rooms, uses, expiresAt } })
  if (made?.ok !== true) throw new Error('no invite')
  return made.value as { id: string; link: string }
}

const people = async (): Promise<string[]> => {
  const members = await askServer(server.dataDir, { name: 'member-list', input: { room: 'general' } })
  return members?.ok === true ? (members.value as { name: string }[]).map(({ name }) => name) : []
}

describe('an invite', () => {
  startForGroup()

  it('answers a repeated attempt with the same person and a token that replaces the lost one', async () => {
    const { link } = await newInvite()
    const attempt = newAttempt()
    const first = await postJoin(server.url, link, { name: 'Repeat', attempt })
    const again = await postJoin(server.url, link, { name: 'Repeat', attempt })
    if (!first.result.ok || !again.result.ok) throw new Error('refused')
    expect(again.result.value.person).toEqual(first.result.value.person)
    expect(again.result.value.token).not.toBe(first.result.value.token)
    const lost = { protocol: 1, token: first.result.value.token }
    expect(await refusedHandshake(server.url, lost)).toMatchObject({ code: 'unauthorized' })
    expect((await people()).filter((name) => name === 'Repeat')).toHaveLength(1)
  })

  it('honours an attempt only with its own invite', async () => {
    const [one, other] = [await newInvite(), await newInvite()]
    const attempt = newAttempt()
    await postJoin(server.url, one.link, { name: 'First', attempt })
    const second = await postJoin(server.url, other.link, { name: 'Second', attempt })
    expect(second.result).toMatchObject({ ok: true, value: { person: { name: 'Second' } } })
  })

  it('does not bring back a device that was signed out', async () => {
    const { link } = await newInvite()
    const attempt = newAttempt()
    await postJoin(server.url, link, { name: 'Gone', attempt })
    const tokens = await askServer(server.dataDir, { name: 'token-list', input: { person: 'gone' } })
    const [token] = tokens?.ok === true ? (tokens.value as { id: string }[]) : []
    await askServer(server.dataDir, { name: 'token-revoke', input: { id: token?.id } })
    const again = await postJoin(server.url, link, { name: 'Gone', attempt })
    expect(again).toMatchObject({ status: 401, result: { ok: false, error: { code: 'unauthorized' } } })
  })

  it('adds rooms to the person whose token is sent along, and no person', async () => {
    const joined = await joinAs(server.url, (await newInvite()).link, 'Traveller')
    await askServer(server.dataDir, { name: 'room-create', input: { id: 'ops', name: 'Operations' } })
    const { link } = await newInvite({ rooms: ['general', 'ops'] })
    const more = await postJoin(server.url, link, { bearer: joined.token })
    expect(more.result).toMatchObject({
      ok: true,
      value: { token: joined.token, person: joined.person, rooms: [{ id: 'general' }, { id: 'ops' }] },
    })
    expect((await people()).filter((name) => name === 'Traveller')).toHaveLength(1)
  })
})

describe('a refusal', () => {
  startForGroup()

  it('keeps the use when the name is taken, by whatever looks the same', async () => {
    await joinAs(server.url, (await newInvite()).link, 'Mina')
    const { link } = await newInvite()
    for (const name of ['Mina', 'mina', 'ＭＩＮＡ', ' Mi\u200bna ']) {
      expect(await postJoin(server.url, link, { name })).toMatchObject({
        status: 409,
        result: { ok: false, error: { code: 'name_taken' } },
      })
    }
    await joinAs(server.url, link, 'Minari')
  })

  it.each([
    ['an unknown invite', `${'http://x/join#i'}${'x'.repeat(43)}`, 404, 'invite_unknown'],
    ['a broken one', 'http://x/join#nonsense', 404, 'invite_unknown'],
  ])('refuses %s with its own code', async (_what, link, status, code) => {
    const answer = await postJoin(server.url, link, { name: 'Nobody' })
    expect(answer).toMatchObject({ status, result: { ok: false, error: { code } } })
  })

  it('refuses an expired invite', async () => {
    const { link } = await newInvite({ expiresAt: Date.now() - 1 })
    const answer = await postJoin(server.url, link, { name: 'Late' })
    expect(answer).toMatchObject({ status: 410, result: { ok: false, error: { code: 'invite_expired' } } })
  })

  it('refuses a revoked invite', async () => {
    const { id, link } = await newInvite()
    await askServer(server.dataDir, { name: 'invite-revoke', input: { id } })
    const answer = await postJoin(server.url, link, { name: 'Late' })
    expect(answer).toMatchObject({ status: 410, result: { ok: false, error: { code: 'invite_revoked' } } })
  })

  it('refuses a token that is not known', async () => {
    const { link } = await newInvite()
    const answer = await postJoin(server.url, link, { bearer: 'x'.repeat(43) })
    expect(answer).toMatchObject({ status: 401, result: { ok: false, error: { code: 'unauthorized' } } })
  })

  it.each<[string, string | undefined, RegExp]>([
    ['without a name', undefined, /needs a name/],
    ['with a name of spaces', '   ', /cannot be empty/],
    ['with a name nobody sees', '\u200b\u200b', /be seen/],
    ['with a name of fillers', '\u3164\u2800', /be seen/],
    ['with a name that turns the text around', 'a\u202eb', /control characters/],
  ])('asks for a name %s', async (_what, name, sentence) => {
    const { link } = await newInvite()
    const { status, result } = await postJoin(server.url, link, name === undefined ? {} : { name })
    expect({ status, result }).toMatchObject({
      status: 400,
      result: { ok: false, error: { code: 'malformed' } },
    })
    expect(result.ok ? '' : result.error.message).toMatch(sentence)
  })

  it('stores nobody', async () => {
    expect((await people()).filter((name) => /Nobody|Late/.test(name))).toEqual([])
  })
})
