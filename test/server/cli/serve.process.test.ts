import { connect, createServer } from 'node:net'
import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultPersonSettings, defaultRoomSettings } from '../../../protocol/notification-settings.ts'
import { runCli, spawnServer, type Finished, type SpawnedServer } from '../../support/server/spawn-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { connectClient, joinAndConnect, joinAs, postJoin } from '../../support/server/test-client.ts'
import { waitFor } from '../../support/wait-for.ts'

let folder: ReturnType<typeof tempFolder>
let dataDir: string
const running: SpawnedServer[] = []

beforeEach(() => {
  folder = tempFolder()
  dataDir = join(folder.path, 'data')
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop('SIGKILL')))
  folder.remove()
})

const start = async (options: Parameters<typeof spawnServer>[0] = {}): Promise<SpawnedServer> => {
  const server = await spawnServer({ dataDir, ...options })
  running.push(server)
  return server
}

const texts = async (url: string, token: string): Promise<unknown[]> => {
  const client = await connectClient(url, token)
  const range = await client.call('range', { room: 'general', limit: 500 })
  client.close()
  return range.ok
    ? range.value.entries.flatMap(({ kind, body }) => (kind === 'message' ? [body['text']] : []))
    : []
}

describe('a start', () => {
  it('prints an invite while nobody has joined, each start another one, and then says how to invite', async () => {
    const first = await start()
    expect(first.stdout()).toContain(`Invite: ${first.url}/join#i`)
    expect(first.stdout()).toContain('this computer only')
    await first.stop()
    const second = await start()
    const old = await postJoin(second.url, first.invite, { name: 'Ann' })
    expect(old.result).toMatchObject({ ok: false, error: { code: 'invite_revoked' } })
    const { token, client } = await joinAndConnect(second.url, second.invite, 'Ann')
    await client.append('still here')
    await second.stop()
    const third = await start()
    expect(third.invite).toBe('')
    expect(third.stdout()).toContain('node server/bin.js invite')
    expect(await texts(third.url, token)).toEqual(['still here'])
  })

  it('uses PUBLIC_URL in invites', async () => {
    const server = await start({ env: { PUBLIC_URL: 'https://chat.example.org/' } })
    expect(server.invite).toMatch(/^https:\/\/chat\.example\.org\/join#i[\w-]{43}$/)
    expect(server.stdout()).not.toContain('this computer only')
  })

  it('works in a folder whose path is too long for a socket', async () => {
    const server = await start({ dataDir: join(dataDir, 'x'.repeat(120)) })
    expect(await server.cli(['room', 'create', 'ops'])).toMatchObject({ code: 0 })
    await joinAs(server.url, server.invite, 'Ann')
    expect((await server.cli(['token', 'list'])).stdout).toContain('Ann')
    // Not killed: only a server that ends by itself takes the socket outside of its folder away.
    await server.stop()
  })

  it('8.10 writes neither text nor settings nor secrets into its log', async () => {
    const server = await start({ env: { LOG_LEVEL: 'debug' } })
    const { token, client } = await joinAndConnect(server.url, server.invite, 'Ann')
    await client.append('a private text')
    await client.call('append', { text: 'a private text' })
    const view = { type: 'view', label: 'private', url: 'https://private.example' }
    const body = { text: 'private', title: 'private', actions: [view] }
    for (const actions of [[view], [{ ...view, url: 'private:x' }]]) {
      const input = { room: 'general', id: 'b', kind: 'message', body: { ...body, actions } }
      await client.call('append', input)
    }
    for (const timeZone of ['UTC', 'private']) {
      const quietHours = { ...defaultPersonSettings.quietHours, timeZone }
      const settings = { ...defaultPersonSettings, keywords: ['private'], quietHours }
      await client.call('change-settings', { of: 'person', settings, revision: 0 })
    }
    await client.call('change-settings', {
      of: 'room',
      room: 'private',
      settings: defaultRoomSettings,
      revision: 0,
    })
    const { stderr } = await server.stop()
    expect(stderr).toContain('"msg":"stopping"')
    for (const secret of ['private', token, server.invite, new URL(server.invite).hash])
      expect(stderr).not.toContain(secret)
  })
})

it('a rejection of one request that nobody handles is logged, and the server goes on', async () => {
  const failing = "process.on('SIGWINCH', () => void Promise.reject(new Error('of one request')))"
  const server = await start({
    env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(failing)}` },
  })
  const { client } = await joinAndConnect(server.url, server.invite, 'Ann')
  process.kill(server.pid, 'SIGWINCH')
  await waitFor(() => server.stderr().includes('of one request'), 'the line of the log')
  expect(await client.append('still here')).toMatchObject({ ok: true })
})

describe('an end', () => {
  it('by SIGTERM closes connections and comes at once', async () => {
    const server = await start()
    const { client } = await joinAndConnect(server.url, server.invite, 'Ann')
    const begun = performance.now()
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, signal: null })
    expect(performance.now() - begun).toBeLessThan(5000)
    // As if the line was cut: a client comes back by itself.
    expect(await client.closed).toBe('transport close')
  })

  it('by SIGTERM does not wait for a request that never comes to its end', async () => {
    const server = await start()
    const half = connect(server.port, '127.0.0.1')
    half.on('error', () => half.destroy())
    half.write(
      'POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    )
    // What came over another connection later is answered, so the half was taken in.
    await fetch(`${server.url}/health`)
    const begun = performance.now()
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, signal: null })
    expect(performance.now() - begun).toBeLessThan(5000)
  })

  it.each(['SIGTERM', 'SIGKILL'] as const)('by %s under load loses nothing acknowledged', async (signal) => {
    const server = await start({ env: { BACKCHANNEL_RATE_PER_SECOND: '0' } })
    const { token, client } = await joinAndConnect(server.url, server.invite, 'Ann')
    const acknowledged: string[] = []
    const enough = new Promise<void>((resolve) => {
      for (let index = 0; index < 300; index += 1) {
        client.append(`m${index}`).then(
          (result) => {
            if (result.ok) acknowledged.push(`m${index}`)
            if (acknowledged.length === 50) resolve()
          },
          () => undefined,
        )
      }
    })
    await enough
    await server.stop(signal)
    await client.closed
    const again = await start()
    expect(await texts(again.url, token)).toEqual(expect.arrayContaining(acknowledged))
  })

  it('comes by itself, with one line, when the disk no longer takes what it should', async () => {
    const server = await start({ maxFileKilobytes: 512, env: { LOG_LEVEL: 'silent' } })
    const { token, client } = await joinAndConnect(server.url, server.invite, 'Ann')
    const acknowledged: string[] = []
    const flood = async () => {
      for (let index = 0; !client.socket.disconnected; index += 1) {
        const text = `${index} ${'x'.repeat(3000)}`
        const result = await client.append(text).catch(() => undefined)
        if (result?.ok === true) acknowledged.push(text)
      }
    }
    await Promise.race([flood(), server.finished])
    const end = await server.finished
    expectOneLine(end, /cannot be written any more .*Check the disk/)
    const again = await start()
    expect(await texts(again.url, token)).toEqual(expect.arrayContaining(acknowledged))
  })
})

const expectOneLine = ({ code, stderr }: Finished, pattern: RegExp): void => {
  expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(pattern)])
  expect(code).toBe(1)
}

describe('one line says what to change', () => {
  it('when the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const address = other.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const end = await runCli(['serve'], { PORT: String(port), BACKCHANNEL_DATA_DIR: dataDir })
    other.close()
    expectOneLine(end, new RegExp(`^Port ${port} on 127.0.0.1 is in use: .*set PORT`))
  })

  it('when another server has the data folder', async () => {
    await start()
    const end = await runCli(['serve'], { PORT: '0', BACKCHANNEL_DATA_DIR: dataDir })
    expectOneLine(end, /is in use by another Backchannel process: .*BACKCHANNEL_DATA_DIR/)
  })

  it("when the command line's socket cannot be made, and the folder is free again", async () => {
    const inTheWay = join(dataDir, 'admin.sock')
    mkdirSync(inTheWay, { recursive: true })
    const end = await runCli(['serve'], { PORT: '0', BACKCHANNEL_DATA_DIR: dataDir })
    expectOneLine(end, /^The socket .* cannot be made \(.*\): remove what is there/)
    rmdirSync(inTheWay)
    await start()
  })

  it('when the data folder cannot be made', async () => {
    writeFileSync(dataDir, 'a file')
    const end = await runCli(['serve'], { PORT: '0', BACKCHANNEL_DATA_DIR: join(dataDir, 'below') })
    expectOneLine(end, /cannot be used .*set BACKCHANNEL_DATA_DIR/)
  })

  it('when HOST is no address of this machine', async () => {
    const end = await runCli(['serve'], { PORT: '0', HOST: '192.0.2.1', BACKCHANNEL_DATA_DIR: dataDir })
    expectOneLine(end, /HOST .*is not an address of this machine/)
  })

  it('when the data folder holds something else', async () => {
    writeFileSync(join(folder.path, 'backchannel.db'), 'this is no database '.repeat(100))
    const end = await runCli(['serve'], { PORT: '0', BACKCHANNEL_DATA_DIR: folder.path })
    expectOneLine(end, /cannot be used .*not a database/)
  })
})
