import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readDatabase } from '../../support/server/read-database.ts'
import { runCli, spawnServer, type SpawnedServer } from '../../support/server/spawn-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { connectClient, joinAndConnect } from '../../support/server/test-client.ts'
import { waitFor } from '../../support/wait-for.ts'

let folder: ReturnType<typeof tempFolder>
let dataDir: string
let file: string
const running: SpawnedServer[] = []

beforeEach(() => {
  folder = tempFolder()
  dataDir = join(folder.path, 'data')
  file = join(folder.path, 'backup.db')
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop('SIGKILL')))
  folder.remove()
})

const start = async (env: Record<string, string> = {}): Promise<SpawnedServer> => {
  const server = await spawnServer({ dataDir, env })
  running.push(server)
  return server
}

const cli = (...args: string[]) => runCli(args, { BACKCHANNEL_DATA_DIR: dataDir })

it('a backup copies one moment while messages pour in, for its owner alone', async () => {
  const server = await start({ BACKCHANNEL_RATE_PER_SECOND: '0' })
  const { client } = await joinAndConnect(server.url, server.invite, 'Ann')
  let pouring = true
  let acknowledged = 0
  const pour = async () => {
    while (pouring) {
      const results = await Promise.all(Array.from({ length: 50 }, () => client.append('x'.repeat(500))))
      acknowledged += results.filter(({ ok }) => ok).length
    }
  }
  const poured = pour()
  await waitFor(() => acknowledged > 1000, 'some messages')
  const before = acknowledged
  expect(await cli('backup', file)).toMatchObject({ code: 0, stderr: '' })
  const after = acknowledged
  pouring = false
  await poured
  expect(after).toBeGreaterThan(before)

  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
  expect(readdirSync(folder.path).sort()).toEqual(['backup.db', 'data'])
  const [log] = readDatabase<{ head: number; count: number; first: number; last: number }>(
    file,
    `select head, count(seq) as count, min(seq) as first, max(seq) as last from rooms join entries on room = rooms.id`,
  )
  expect(log).toMatchObject({ first: 1, count: log?.head, last: log?.head })
  // All that was acknowledged when it was asked for.
  expect(log?.head).toBeGreaterThan(before)
  expect(readDatabase(file, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
})

it('a restore keeps what was there before, with all that was committed', async () => {
  const server = await start()
  const { client, token } = await joinAndConnect(server.url, server.invite, 'Ann')
  await cli('backup', file)
  await client.append('in the write-ahead log')
  await server.stop('SIGKILL')
  expect(existsSync(join(dataDir, 'backchannel.db-wal'))).toBe(true)
  expect(await cli('restore', file, '--force')).toMatchObject({ code: 0 })
  const kept = join(dataDir, 'backchannel.db.before-restore')
  expect(readDatabase(kept, "select count(*) as n from entries where kind = 'message'")).toEqual([{ n: 1 }])
  expect((await cli('restore', file, '--force')).stderr).toMatch(/before-restore is there from an earlier/)
  const again = await start()
  const ann = await connectClient(again.url, token)
  expect(await ann.call('range', { room: 'general', limit: 9 })).toMatchObject({ value: { head: 1 } })
})
