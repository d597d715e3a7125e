import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRunAction } from '../../../../extension/background/message-actions/run-action.ts'
import type { Action } from '../../../../protocol/action.ts'

let server: Server
let heard: { request: IncomingMessage; body: string }[]
let address: string

beforeEach(async () => {
  heard = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      heard.push({ request, body })
      if (request.url === '/elsewhere') response.writeHead(302, { location: '/done' })
      if (request.url === '/broken') response.writeHead(503)
      response.end('text')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

const http = (fields: Partial<Extract<Action, { type: 'http' }>>): Action => ({
  type: 'http',
  label: 'Do it',
  url: `${address}/do`,
  method: 'POST',
  ...fields,
})

/** `server`: where this browser's account is. */
function start(
  request: typeof fetch = fetch,
  at: { server?: string; mode?: RequestMode; access?: boolean } = { server: address },
) {
  const opened: string[] = []
  const openTab = async (url: string) => void opened.push(url)
  const mayReach = async () => at.access ?? true
  const run = createRunAction({
    openTab,
    request,
    server: () => at.server,
    mode: at.mode ?? 'cors',
    mayReach,
  })
  return { run, opened }
}

describe('an http action', () => {
  test.each(['GET', 'POST', 'PUT', 'DELETE'] as const)(
    '%s is sent, and its status is the outcome',
    async (method) => {
      const { run } = start()
      expect(await run(http({ method, body: 'on' }))).toEqual({ ok: true, value: { status: 200 } })
      expect([heard[0]?.request.method, heard[0]?.body]).toEqual([method, method === 'GET' ? '' : 'on'])
    },
  )
  test('a status that is no success is the outcome as it is', async () => {
    expect(await start().run(http({ url: `${address}/broken` }))).toEqual({
      ok: true,
      value: { status: 503 },
    })
  })
  test('carries nothing of the reader, and no header but the type of a text', async () => {
    const sent: RequestInit[] = []
    const { run } = start(async (_url, init) => (sent.push(init ?? {}), new Response('')))
    await run(http({ body: 'on' }))
    await run(http({ method: 'DELETE' }))
    expect(sent).toMatchObject([
      { credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'error', cache: 'no-store' },
      { credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'error', cache: 'no-store' },
    ])
    expect(sent.map(({ headers }) => headers)).toEqual([
      { 'content-type': 'text/plain;charset=UTF-8' },
      undefined,
    ])
  })
  test('does not follow a redirect away from what was shown', async () => {
    expect(await start().run(http({ url: `${address}/elsewhere` }))).toMatchObject({
      error: { code: 'unavailable' },
    })
    expect(heard.map(({ request }) => request.url)).toEqual(['/elsewhere'])
  })
  test.each(['http://192.168.0.1/reboot', 'http://router/', 'http://example.org/x', 'http://[fe80::1]/'])(
    'without encryption it goes to no other machine: %s',
    async (url) => {
      let sent = 0
      const { run } = start(async () => ((sent += 1), new Response('')))
      expect(await run(http({ url }))).toMatchObject({ error: { reason: { kind: 'unencrypted' } } })
      expect(sent).toBe(0)
      expect(await run(http({ url: url.replace('http:', 'https:') }))).toMatchObject({ ok: true })
      expect(sent).toBe(1)
    },
  )
  test.each([
    ...['http://127.0.0.1:9200/_all', 'http://localhost/', 'http://[::1]/', 'https://app.localhost/'],
    ...['https://localhost./', 'https://0.0.0.0/', 'https://[::]/', 'https://[::ffff:127.0.0.1]/'],
    ...['https://0x7f.1/', 'https://2130706433/', 'https://ip6-localhost/', 'https://[64:ff9b::7f00:1]/'],
  ])('it goes to nothing on this computer but the server: %s', async (url) => {
    for (const at of [
      { server: 'https://chat.example.org' },
      { server: 'https://127.0.0.1.example.org' },
      { server: 'http://localhost:8787' },
      { server: 'http://127.0.0.1:8787' },
      {},
    ]) {
      let sent = 0
      const request = async () => ((sent += 1), new Response(''))
      expect(await start(request, at).run(http({ url, method: 'DELETE' })), at.server).toMatchObject({
        ok: false,
        error: { reason: { kind: 'own-computer' } },
      })
      expect(sent).toBe(0)
    }
  })
  test.each(['http://localhost:8787/hook', 'http://LOCALHOST:8787/hook', 'http://localhost:08787/hook'])(
    'it goes to the server that runs on this computer, at its own port: %s',
    async (url) => {
      const { run } = start(async () => new Response(''), { server: 'http://localhost:8787/chat' })
      expect(await run(http({ url }))).toMatchObject({ ok: true })
    },
  )
  test.each([
    'http://localhost:8788/',
    'http://localhost/',
    'http://127.0.0.1:8787/',
    'https://localhost:8787/',
  ])('nor does it go to what is beside that server: %s', async (url) => {
    const { run } = start(async () => new Response(''), { server: 'http://localhost:8787' })
    expect(await run(http({ url }))).toMatchObject({ error: { reason: { kind: 'own-computer' } } })
  })
  test('without encryption it does not go to the server either: nothing else does', async () => {
    const { run } = start(async () => new Response(''), { server: 'https://chat.example.org' })
    expect(await run(http({ url: 'http://chat.example.org/hook' }))).toMatchObject({ ok: false })
    expect(await run(http({ url: 'https://chat.example.org/hook' }))).toMatchObject({ ok: true })
  })
  test('where it would name this installation, it goes as to its own origin and only with site access', async () => {
    const modes: unknown[] = []
    const request: typeof fetch = async (_url, init) => (modes.push(init?.mode), new Response(''))
    const url = 'https://ci.example.org/x'
    const at = { mode: 'same-origin' as const }
    expect(await start(request, { ...at, access: true }).run(http({ url }))).toMatchObject({ ok: true })
    expect(await start(request, { ...at, access: false }).run(http({ url }))).toMatchObject({
      error: { reason: { kind: 'no-access', host: 'ci.example.org' } },
    })
    expect(modes).toEqual(['same-origin'])
  })
  test('a failure names the host in plain words', async () => {
    const { run } = start(() => Promise.reject(new TypeError('Failed to fetch')))
    expect(await run(http({ url: 'https://ci.example.org:8443/secret' }))).toEqual({
      ok: false,
      error: {
        code: 'unavailable',
        message: 'ci.example.org:8443 gave no answer that can be read. It may have been carried out.',
        reason: { kind: 'perhaps-done', host: 'ci.example.org:8443' },
      },
    })
  })
  test('is sent once, however often it is asked for meanwhile; another one is sent, and the same again later', async () => {
    const answers: ((response: Response) => void)[] = []
    const { run } = start(() => new Promise((resolve) => answers.push(resolve)))
    const twice = [run(http({ body: 'on' })), run(http({ body: 'on' })), run(http({ body: 'off' }))]
    expect(answers).toHaveLength(2)
    for (const answer of answers) answer(new Response(''))
    expect(await Promise.all(twice)).toEqual(Array(3).fill({ ok: true, value: { status: 200 } }))
    void run(http({ body: 'on' }))
    expect(answers).toHaveLength(3)
  })
  test('is given up after a while', async () => {
    const { run } = start(async (_url, init) => {
      expect(init?.signal).toBeInstanceOf(AbortSignal)
      throw new DOMException('too late', 'TimeoutError')
    })
    expect(await run(http({}))).toMatchObject({ error: { code: 'unavailable' } })
  })
})

describe('the others', () => {
  test('view opens a tab', async () => {
    const { run, opened } = start()
    expect(await run({ type: 'view', label: 'Open', url: 'http://wiki.lan/x' })).toEqual({
      ok: true,
      value: { status: undefined },
    })
    expect(opened).toEqual(['http://wiki.lan/x'])
  })
  test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd'])(
    'view of %s opens none',
    async (url) => {
      const { run, opened } = start()
      expect(await run({ type: 'view', label: 'Open', url })).toMatchObject({ error: { code: 'malformed' } })
      expect(opened).toEqual([])
    },
  )
  test('a tab that the browser does not open is a failure', async () => {
    const openTab = () => Promise.reject(new Error('no window'))
    const mayReach = async () => true
    const run = createRunAction({ openTab, request: fetch, server: () => address, mode: 'cors', mayReach })
    expect(await run({ type: 'view', label: 'Open', url: 'https://a.example/' })).toMatchObject({
      error: { code: 'unavailable' },
    })
  })
  test('copy is refused: it is done in the page', async () => {
    expect(await start().run({ type: 'copy', label: 'Copy', value: 'x' })).toMatchObject({
      error: { code: 'malformed' },
    })
  })
})
