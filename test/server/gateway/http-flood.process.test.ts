import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, type TestContext } from 'vitest'
import { serverWithout, type Removal } from '../../faults/harness/without-defence.ts'
import { within } from '../../support/promised.ts'
import { residentMiB } from '../../support/server/process-memory.ts'
import { connectHttp, type HttpConnection } from '../../support/server/raw-http.ts'
import { spawnServer, type SpawnedServer } from '../../support/server/spawn-server.ts'
import { joinAndConnect } from '../../support/server/test-client.ts'

/** What an attack may cost, the first use of code and buffers included. */
const GROWTH_MAX_MIB = 64
const HEALTH_MAX_MS = 500
const SAMPLE_MS = 50

/** About the size of the real package, and one that no kernel takes in at once. */
const SMALL_BYTES = 512 * 1024
const LARGE_BYTES = 8 * 1024 * 1024
const small = 'backchannel-chrome.zip'
const large = 'backchannel-firefox.zip'

/** The test's own `onTestFinished`: what runs last is registered first. */
type AtEnd = TestContext['onTestFinished']

const limit = (find: string, put: string): Removal => ({
  file: 'server/gateway/http/connection-limits.js',
  find,
  put,
})
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The built server with packages of its own, and some limits shortened so that a test can wait for them. */
async function startServer(
  atEnd: AtEnd,
  limits: Removal[] = [],
  largeBytes = LARGE_BYTES,
): Promise<SpawnedServer> {
  const packages = { file: 'server/create-server.js', find: `'../../packages'`, put: `'../packages'` }
  const copy = serverWithout([packages, ...limits])
  atEnd(copy.remove)
  const folder = join(dirname(copy.program), 'packages')
  mkdirSync(folder)
  writeFileSync(join(folder, small), randomBytes(SMALL_BYTES))
  writeFileSync(join(folder, large), randomBytes(largeBytes))
  const server = await spawnServer({ program: copy.program, env: { LOG_LEVEL: 'warn' } })
  atEnd(async () => {
    await server.stop('SIGKILL')
  })
  return server
}

async function open(atEnd: AtEnd, server: SpawnedServer): Promise<HttpConnection> {
  const connection = await connectHttp(server.port)
  atEnd(connection.close)
  return connection
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`

/** The largest growth and the slowest `/health` from before the attack until `ms` after it. */
async function measure(server: SpawnedServer, ms: number, attack: () => Promise<unknown>) {
  const health = async (): Promise<number> => {
    const began = performance.now()
    await (await fetch(`${server.url}/health`)).arrayBuffer()
    return performance.now() - began
  }
  await health()
  const before = residentMiB(server.pid)
  let [growth, slowest] = [0, 0]
  const attacked = attack()
  for (const began = performance.now(); performance.now() - began < ms; await pause(SAMPLE_MS)) {
    slowest = Math.max(slowest, await health())
    growth = Math.max(growth, residentMiB(server.pid) - before)
  }
  await attacked
  return { growth: Math.round(growth), slowest: Math.round(slowest) }
}

const expectHarmless = ({ growth, slowest }: { growth: number; slowest: number }): void => {
  expect(growth, 'MiB more').toBeLessThanOrEqual(GROWTH_MAX_MIB)
  expect(slowest, 'ms for /health').toBeLessThanOrEqual(within(HEALTH_MAX_MS))
}

describe('answers that nobody reads', () => {
  it('cost no memory, of 127 KiB of pipelined requests', async ({ onTestFinished: atEnd }) => {
    const server = await startServer(atEnd)
    const attack = async (): Promise<void> => {
      const connection = await open(atEnd, server)
      connection.stopReading()
      const request = get(`/get/${small}`)
      connection.send(request.repeat(Math.floor((127 * 1024) / request.length)))
    }
    expectHarmless(await measure(server, 1_500, attack))
  })

  it('cost no memory, of 60 connections with 20 pipelined requests each', async ({
    onTestFinished: atEnd,
  }) => {
    const server = await startServer(atEnd)
    const attack = async (): Promise<void> => {
      for (let index = 0; index < 60; index += 1) {
        const connection = await open(atEnd, server)
        connection.stopReading()
        connection.send(get(`/get/${small}`).repeat(20))
      }
    }
    expectHarmless(await measure(server, 1_500, attack))
  })

  it('cost no memory, of 20 connections with as many requests as one may have', async ({
    onTestFinished: atEnd,
  }) => {
    const server = await startServer(atEnd)
    const attack = async (): Promise<void> => {
      for (let index = 0; index < 20; index += 1) {
        const connection = await open(atEnd, server)
        connection.stopReading()
        connection.send(get(`/get/${large}`).repeat(4))
      }
    }
    expectHarmless(await measure(server, 1_500, attack))
  })
})

// These only wait, so they wait beside each other.
describe.concurrent('a connection that does not read', () => {
  it('is ended', async ({ onTestFinished: atEnd }) => {
    const server = await startServer(atEnd, [limit('SILENCE_MS = 30_000', 'SILENCE_MS = 1_000')])
    const connection = await open(atEnd, server)
    connection.stopReading()
    connection.send(get(`/get/${large}`))
    await pause(3_000)
    connection.resume()
    await connection.closed
    expect(connection.received()).toBeLessThan(LARGE_BYTES)
  })
})

describe.concurrent('a download', () => {
  it('that is slow but moves comes to its end', async ({ onTestFinished: atEnd }) => {
    const server = await startServer(atEnd, [limit('SILENCE_MS = 30_000', 'SILENCE_MS = 3_000')])
    const connection = await open(atEnd, server)
    const ended = new AbortController()
    void connection.closed.then(() => ended.abort())
    connection.send(get(`/get/${large}`))
    for (let part = 1; part <= 8; part += 1) {
      while (!ended.signal.aborted && connection.received() < (part * LARGE_BYTES) / 8) await pause(5)
      connection.stopReading()
      await pause(500)
      connection.resume()
    }
    expect(connection.statuses()).toEqual([200])
    expect(connection.received()).toBeGreaterThan(LARGE_BYTES)
  })

  it('that takes too long is ended though it moves', async ({ onTestFinished: atEnd }) => {
    const bytes = 4 * LARGE_BYTES
    const server = await startServer(
      atEnd,
      [limit('ANSWER_MAX_MS = 10 * 60_000', 'ANSWER_MAX_MS = 1_000')],
      bytes,
    )
    const connection = await open(atEnd, server)
    connection.send(get(`/get/${large}`))
    const ended = connection.closed.then(() => true)
    do {
      connection.stopReading()
      await pause(200)
      connection.resume()
    } while (!(await Promise.race([ended, pause(1)])))
    expect(connection.received()).toBeLessThan(bytes)
  })
})

describe.concurrent('a connection', () => {
  it('with five requests at a time is ended, wherever they go', async ({ onTestFinished: atEnd }) => {
    const server = await startServer(atEnd)
    for (const path of ['/health', '/socket.io/?EIO=4&transport=polling', '/nothing']) {
      const four = await open(atEnd, server)
      four.send(get(path).repeat(4))
      expect(await four.answers(4)).toHaveLength(4)
      const many = await open(atEnd, server)
      many.send(get(path).repeat(50))
      await many.closed
      expect(many.statuses().length).toBeLessThanOrEqual(4)
    }
  })

  it('is closed when it has no request', async ({ onTestFinished: atEnd }) => {
    const server = await startServer(atEnd, [limit('KEEP_ALIVE_MS = 5_000', 'KEEP_ALIVE_MS = 500')])
    const connection = await open(atEnd, server)
    connection.send(get('/health'))
    expect(await connection.answers(1)).toEqual([200])
    expect(await connection.closed).toBeLessThan(4_000)
  })

  it('that became a WebSocket has none of these limits', async ({ onTestFinished: atEnd }) => {
    const short = ['SILENCE_MS = 30_000', 'ANSWER_MAX_MS = 10 * 60_000', 'KEEP_ALIVE_MS = 5_000']
    const server = await startServer(
      atEnd,
      short.map((find) => limit(find, find.replace(/= .*$/, '= 400'))),
    )
    const { client } = await joinAndConnect(server.url, server.invite, 'Ann')
    await pause(2_000)
    expect(await client.append('still here')).toMatchObject({ ok: true })
    client.close()
  })

  it('does not become a WebSocket while it has an answer under way', async ({ onTestFinished: atEnd }) => {
    const server = await startServer(atEnd)
    const connection = await open(atEnd, server)
    connection.stopReading()
    connection.send(get(`/get/${large}`))
    await pause(300)
    connection.send(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    )
    connection.resume()
    await connection.closed
    expect(connection.statuses()).not.toContain(101)
  })
})
