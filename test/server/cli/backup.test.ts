import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultPersonSettings, UNTIL_TURNED_ON } from '../../../protocol/notification-settings.ts'
import { openDatabase } from '../../../server/store/sqlite/database.ts'
import { joinAsNodeClient, startNodeClient } from '../../support/channel/node-client.ts'
import { readDatabase } from '../../support/server/read-database.ts'
import { runCommandHere } from '../../support/server/run-command-here.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { connectClient, joinAndConnect, joinAs } from '../../support/server/test-client.ts'

let folder: ReturnType<typeof tempFolder>
let dataDir: string
let file: string
const running: StartedServer[] = []

beforeEach(() => {
  folder = tempFolder()
  dataDir = join(folder.path, 'data')
  file = join(folder.path, 'backup.db')
})
afterEach(async () => {
  await Promise.all(running.map(stop))
  folder.remove()
})

const start = async (): Promise<StartedServer> => {
  const server = await startServer({ dataDir })
  running.push(server)
  return server
}

const stop = async (server: StartedServer): Promise<void> => {
  running.splice(running.indexOf(server), 1)
  await server.close()
}

const cli = (...args: string[]) => runCommandHere(args, { BACKCHANNEL_DATA_DIR: dataDir })

const logIdOf = (path: string) =>
  readDatabase<{ log_id: string }>(path, 'select log_id from rooms')[0]?.log_id

/** A server that was used and stopped; its data are in `file` too. */
const backedUp = async () => {
  const server = await start()
  const { client, token } = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  await client.append('in the backup')
  expect(await cli('backup', file)).toMatchObject({ code: 0, stderr: '' })
  await client.append('after the backup')
  await stop(server)
  return { token }
}

describe('backup', () => {
  it('works without a server, and never touches a file that is there', async () => {
    await backedUp()
    writeFileSync(join(folder.path, 'mine'), 'mine')
    const refused = await cli('backup', join(folder.path, 'mine'))
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toMatch(/mine is there already: choose another name\.\n$/)
    expect(readFileSync(join(folder.path, 'mine'), 'utf8')).toBe('mine')
    expect(await cli('backup', join(folder.path, 'second.db'))).toMatchObject({ code: 0, stderr: '' })
    expect(readDatabase(join(folder.path, 'second.db'), 'select head from rooms')).toEqual([{ head: 3 }])
  })

  it('says what is wrong where there are no data, or no place', async () => {
    expect((await cli('backup', file)).stderr).toMatch(
      /^There is no data in .*data: set BACKCHANNEL_DATA_DIR/,
    )
    expect([existsSync(dataDir), existsSync(file)]).toEqual([false, false])
    expect((await cli('backup')).stderr).toBe('FILE is missing\n')
    await backedUp()
    expect((await cli('backup', join(folder.path, 'no', 'where.db'))).stderr).toMatch(/cannot be written/)
  })
})

describe('restore', () => {
  it('gives every room a new log, which a client that is ahead loads anew', async () => {
    const server = await start()
    const ann = await joinAsNodeClient(server.firstInvite, 'Ann')
    await ann.send('general', 'in the backup')
    await cli('backup', file)
    for (const text of ['lost one', 'lost two']) await ann.send('general', text)
    await ann.close()
    const logId = logIdOf(join(dataDir, 'backchannel.db'))
    await stop(server)

    const restored = await cli('restore', file, '--force')
    expect(restored).toMatchObject({ code: 0, stderr: '' })
    expect(restored.stdout).toContain('backchannel.db.before-restore')
    expect(logIdOf(join(dataDir, 'backchannel.db'))).not.toBe(logId)
    expect(logIdOf(file)).toBe(logId)

    const again = await start()
    // As long as what was lost, so that the numbers alone do not show it.
    const bob = await joinAndConnect(again.url, (await cli('invite')).stdout.split(/\s/)[1] ?? '', 'Bob')
    await bob.client.append('another two')
    const back = await startNodeClient({ ...ann.account, server: again.url }, ann.journal)
    const kept = await ann.journal.entries('general', Number.MAX_SAFE_INTEGER, 100)
    expect(kept.map(({ kind, body }) => (kind === 'message' ? body['text'] : kind))).toEqual([
      'join',
      'in the backup',
      'join',
      'another two',
    ])
    expect(back.channel.room('general')?.saved()).toMatchObject({ reloaded: true, cursor: 4 })
    await back.send('general', 'and on')
    await back.close()
  })

  it('keeps notification settings and claims', async () => {
    const server = await start()
    const { client, token } = await joinAndConnect(server.url, server.firstInvite, 'Ann')
    const person = { ...defaultPersonSettings, keywords: ['배포'], urgent: true }
    const general = { level: 'mentions' as const, mutedUntil: UNTIL_TURNED_ON }
    await client.call('change-settings', { of: 'person', settings: person, revision: 0 })
    await client.call('change-settings', { of: 'room', room: 'general', settings: general, revision: 0 })
    await client.append('who takes this?')
    const claim = (id: string) => ({ room: 'general', id, kind: 'claim', about: 2, body: {} })
    expect(await client.call('append', claim('a'))).toMatchObject({ ok: true, value: { seq: 3 } })
    expect(await cli('backup', file)).toMatchObject({ code: 0 })
    await client.call('change-settings', { of: 'person', settings: defaultPersonSettings, revision: 2 })
    await stop(server)
    expect(await cli('restore', file, '--force')).toMatchObject({ code: 0, stderr: '' })
    const back = await connectClient((await start()).url, token)
    expect(await back.call('settings', {})).toMatchObject({
      ok: true,
      value: { person, rooms: { general } },
    })
    expect(await back.call('append', claim('b'))).toMatchObject({ ok: true, value: { seq: 3 } })
  })

  it('fills a folder that is not there yet, for its owner alone', async () => {
    const { token } = await backedUp()
    dataDir = join(folder.path, 'elsewhere')
    expect(await cli('restore', file)).toMatchObject({ code: 0, stderr: '' })
    const modes = [dataDir, join(dataDir, 'backchannel.db')].map((path) => statSync(path).mode & 0o777)
    expect(modes).toEqual([0o700, 0o600])
    expect(readdirSync(dataDir).sort()).toEqual(['backchannel.db', 'lock.db'])
    const client = await connectClient((await start()).url, token)
    expect(await client.append('goes on')).toMatchObject({ ok: true, value: { seq: 3 } })
  })

  it('changes nothing while a server runs, or where data are', async () => {
    await backedUp()
    const refused = await cli('restore', file)
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toMatch(/^There is data in .* already: add --force/)
    const server = await start()
    expect((await cli('restore', file, '--force')).stderr).toMatch(/is in use by another Backchannel process/)
    expect(readDatabase(join(dataDir, 'backchannel.db'), 'select head from rooms')).toEqual([{ head: 3 }])
    expect(readdirSync(dataDir).filter((name) => /restor/.test(name))).toEqual([])
    await joinAs(server.url, (await cli('invite')).stdout.split(/\s/)[1] ?? '', 'Bob')
  })

  it('takes nothing but a backup of this version or an older one', async () => {
    await backedUp()
    const fresh = join(folder.path, 'fresh')
    const restore = (path: string) => runCommandHere(['restore', path], { BACKCHANNEL_DATA_DIR: fresh })
    const text = join(folder.path, 'text')
    writeFileSync(text, 'this is no database '.repeat(500))
    const foreign = join(folder.path, 'foreign.db')
    const newer = join(folder.path, 'newer.db')
    const torn = join(folder.path, 'torn.db')
    copyFileSync(file, newer)
    for (const [path, sql] of [
      [foreign, 'create table mine (x)'],
      [newer, 'update schema_version set version = 99'],
    ] as const) {
      const database = openDatabase(path)
      database.exec(sql)
      database.close()
    }
    writeFileSync(torn, readFileSync(file).subarray(0, 20_000))
    expect((await restore(join(folder.path, 'nothing'))).stderr).toMatch(/there is no such file/)
    expect((await restore(text)).stderr).toMatch(/not a backup of Backchannel \(.*not a database/)
    expect((await restore(foreign)).stderr).toMatch(/it is not a backup of Backchannel\.\n/)
    expect((await restore(newer)).stderr).toMatch(/written by a newer Backchannel/)
    expect((await restore(torn)).stderr).toMatch(/cannot be restored: it is (damaged|not a backup)/)
    expect(existsSync(fresh)).toBe(false)
    chmodSync(file, 0o400)
    expect(await restore(file)).toMatchObject({ code: 0 })
  })
})
