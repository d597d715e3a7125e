import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askServer } from '../../../server/admin/admin-client.ts'
import { parseTrustedProxies } from '../../../server/gateway/client-address.ts'
import { connectHttp, joinBytes } from '../../support/server/raw-http.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import { joinAs, newAttempt, postJoin } from '../../support/server/test-client.ts'

/** Of each kind of refusal that helps who guesses, one address gets this many a minute. */
const GUESSES = 10

let server: StartedServer

beforeEach(async () => {
  server = await startServer({ trustedProxies: parseTrustedProxies('127.0.0.9') ?? expect.fail() })
})
afterEach(() => server.close())

interface InviteLine {
  id: string
  used: number
}

async function newInvite({ uses = 1, expiresAt = null as number | null } = {}) {
  const made = await askServer(server.dataDir, {
    name: 'invite',
    input: { rooms: ['general'], uses, expiresAt },
  })
  if (made?.ok !== true) throw new Error('no invite')
  return made.value as { id: string; link: string }
}

const invites = async (): Promise<InviteLine[]> => {
  const listed = await askServer(server.dataDir, { name: 'invite-list', input: {} })
  return listed?.ok === true ? (listed.value as InviteLine[]) : []
}

const unknown = (): string => `http://x/join#i${newAttempt().padEnd(43, 'x')}`

/** The status of each of these tries, all sent before the first answer. */
const statuses = async (
  count: number,
  link: (index: number) => string,
  headers: (index: number) => Record<string, string> = () => ({}),
): Promise<number[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const response = await fetch(`${server.url}/api/join`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers(index) },
        body: JSON.stringify({
          invite: new URL(link(index)).hash.slice(1),
          attempt: newAttempt(),
          name: `N${index}`,
        }),
      })
      await response.arrayBuffer()
      return response.status
    }),
  )

const guessBytes = (): string =>
  joinBytes({ invite: new URL(unknown()).hash.slice(1), attempt: newAttempt(), name: 'Guesser' })

const answered = (all: readonly number[]): number[] => all.filter((status) => status !== 429)

const commits = async (): Promise<string | undefined> =>
  /^backchannel_commits_total (\d+)$/m.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1]

describe('5.8 a guess', () => {
  it('is answered ten times a minute, of 1,000 that come as fast as they can', async () => {
    const port = Number(new URL(server.url).port)
    const connections = await Promise.all(Array.from({ length: 50 }, () => connectHttp(port)))
    for (let round = 1; round <= 5; round += 1) {
      for (const { send } of connections) send(Array.from({ length: 4 }, guessBytes).join(''))
      await Promise.all(connections.map(({ answers }) => answers(4 * round)))
    }
    const all = connections.flatMap(({ statuses }) => statuses())
    expect(all).toHaveLength(1_000)
    expect(answered(all)).toHaveLength(GUESSES)
    for (const { close } of connections) close()
  })

  it('is counted whatever X-Forwarded-For says', async () => {
    const forged = (index: number) => ({
      'x-forwarded-for': `203.0.113.${index % 250}, 198.51.100.${index % 250}`,
    })
    expect(answered(await statuses(100, unknown, forged))).toHaveLength(GUESSES)
  })

  it('starts no transaction', async () => {
    const before = await commits()
    await statuses(20, unknown)
    expect(await commits()).toBe(before)
  })

  it('with an invite that was used, has expired or was revoked is counted too', async () => {
    const used = await newInvite()
    await joinAs(server.url, used.link, 'First')
    const expired = await newInvite({ expiresAt: Date.now() - 1 })
    const revoked = await newInvite()
    await askServer(server.dataDir, { name: 'invite-revoke', input: { id: revoked.id } })
    const before = await commits()
    const links = [used.link, expired.link, revoked.link]
    const all = await statuses(60, (index) => links[index % 3] ?? '')
    expect(new Set(answered(all))).toEqual(new Set([410]))
    expect(answered(all)).toHaveLength(GUESSES)
    expect(await commits()).toBe(before)
  })

  it('of a token or of a name is counted too', async () => {
    const { link } = await newInvite({ uses: 9 })
    await joinAs(server.url, link, 'Taken')
    const tries = Array.from({ length: 40 }, (_, index) =>
      postJoin(server.url, link, index % 2 === 0 ? { name: 'Taken' } : { bearer: 'x'.repeat(43) }),
    )
    const all = (await Promise.all(tries)).map(({ status }) => status)
    expect(new Set(answered(all))).toEqual(new Set([401, 409]))
    expect(answered(all)).toHaveLength(GUESSES)
  })
})

describe('5.8 an honest join', () => {
  it('is let in, of 40 at once behind one address', async () => {
    const { link } = await newInvite({ uses: 40 })
    expect(new Set(await statuses(40, () => link))).toEqual(new Set([200]))
  })

  it('may be repeated, and may choose another name than the taken one', async () => {
    const { link } = await newInvite({ uses: 2 })
    await joinAs(server.url, link, 'Mina')
    const attempt = newAttempt()
    for (let tries = 0; tries < GUESSES - 1; tries += 1) {
      expect((await postJoin(server.url, link, { name: 'Mina', attempt })).status).toBe(409)
    }
    for (let tries = 0; tries < 30; tries += 1) {
      expect((await postJoin(server.url, link, { name: 'Minari', attempt })).status).toBe(200)
    }
  })
})

describe('S11 one invite', () => {
  it('lets exactly one in, of 50 at once', async () => {
    const { id, link } = await newInvite()
    const all = await statuses(50, () => link)
    expect(all.filter((status) => status === 200)).toHaveLength(1)
    expect(new Set(all)).toEqual(new Set([200, 410, 429]))
    expect((await invites()).find((one) => one.id === id)).toMatchObject({ used: 1 })
    const members = await askServer(server.dataDir, { name: 'member-list', input: { room: 'general' } })
    expect(members).toMatchObject({ ok: true, value: [{ name: expect.stringMatching(/^N\d+$/) as string }] })
  })

  it('is not changed by whoever reads its address', async () => {
    const { id, link } = await newInvite()
    const secret = new URL(link).hash.slice(1)
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']) {
      for (const path of ['/join', `/join?invite=${secret}`, '/api/join', `/api/join?invite=${secret}`])
        await fetch(server.url + path, { method }).then((response) => response.arrayBuffer())
    }
    expect((await invites()).find((one) => one.id === id)).toMatchObject({ used: 0 })
    await joinAs(server.url, link, 'Reader')
  })
})
