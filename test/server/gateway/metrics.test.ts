import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'

const token = 'a-token-for-metrics'
let closed: StartedServer
let withToken: StartedServer

beforeAll(async () => {
  closed = await startServer()
  withToken = await startServer({ metricsToken: token })
})
afterAll(() => Promise.all([closed.close(), withToken.close()]))

/** `fetch` would not send a foreign Host. */
const ask = (
  server: StartedServer,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const asking = request(`${server.url}/metrics`, { headers }, (response) => {
      let text = ''
      response.on('data', (data: Buffer) => (text += data.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    asking.on('error', reject).end()
  })

const elsewhere: [string, Record<string, string>][] = [
  ['a proxy that sets X-Forwarded-For', { 'x-forwarded-for': '203.0.113.9' }],
  ['a proxy that names this machine as the client', { 'x-forwarded-for': '127.0.0.1' }],
  ['a proxy that sets Forwarded', { forwarded: 'for=203.0.113.9' }],
  ['a proxy that sets X-Real-IP', { 'x-real-ip': '203.0.113.9' }],
  ['a proxy that sets Via', { via: '1.1 proxy' }],
  ['a page whose name points to this machine', { host: 'rebound.example:80' }],
]

describe('/metrics', () => {
  it('answers a program on this machine, with a token set or not', async () => {
    for (const server of [closed, withToken]) {
      const { status, text } = await ask(server, {})
      expect(status).toBe(200)
      expect(text).toContain('backchannel_connections ')
    }
  })

  it.each(elsewhere)('without a token set is not there for %s', async (_what, headers) => {
    for (const more of [{}, { authorization: `Bearer ${token}` }, { authorization: 'Bearer undefined' }]) {
      const { status, text } = await ask(closed, { ...headers, ...more })
      expect(status).toBe(404)
      expect(text).toContain('BACKCHANNEL_METRICS_TOKEN')
      expect(text).not.toContain('backchannel_')
    }
  })

  it.each(elsewhere)('with a token set wants it from %s', async (_what, headers) => {
    expect(await ask(withToken, headers)).toMatchObject({ status: 401 })
    const { status, text } = await ask(withToken, { ...headers, authorization: `Bearer ${token}` })
    expect(status).toBe(200)
    expect(text).toContain('backchannel_connections ')
  })

  it('lets nobody guess the token more than ten times a minute', async () => {
    const guess = (index: number) =>
      ask(withToken, { 'x-forwarded-for': '203.0.113.9', authorization: `Bearer wrong-${index}` })
    const all = await Promise.all(Array.from({ length: 40 }, (_, index) => guess(index)))
    expect(all.filter(({ status }) => status === 401)).toHaveLength(10)
    expect(all.filter(({ status }) => status === 429)).toHaveLength(30)
  })
})
