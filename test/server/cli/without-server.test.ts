import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCommandHere } from '../../support/server/run-command-here.ts'
import { startServer } from '../../support/server/start-server.ts'
import { joinAs } from '../../support/server/test-client.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'

let folder: ReturnType<typeof tempFolder>
let dataDir: string

beforeEach(() => {
  folder = tempFolder()
  dataDir = join(folder.path, 'data')
})
afterEach(() => folder.remove())

const cli = (args: string[], env: Record<string, string> = {}) =>
  runCommandHere(args, { BACKCHANNEL_DATA_DIR: dataDir, ...env })

/** A folder as a server leaves it. */
const serveOnce = async () => {
  const server = await startServer({ dataDir })
  await joinAs(server.url, server.firstInvite, 'Ann')
  await server.close()
}

it.each(['invite', 'invite list', 'room create ops', 'token list', 'member list --room general'])(
  '%s makes no folder where there is none',
  async (command) => {
    const end = await cli(command.split(' '))
    expect(end).toMatchObject({ code: 1, stdout: '' })
    expect(end.stderr).toMatch(
      /^There is no data in .*: start the server there first, or set BACKCHANNEL_DATA_DIR/,
    )
    expect(existsSync(dataDir)).toBe(false)
  },
)

it('an invite leads to where the server will be, and is not stored where nobody knows', async () => {
  await serveOnce()
  const invite = (env: Record<string, string>, ...more: string[]) => cli(['invite', ...more], env)
  const links: [Record<string, string>, RegExp][] = [
    [{ HOST: '::' }, /^Invite: http:\/\/127\.0\.0\.1:8787\/join#i/],
    [{ HOST: '0.0.0.0', PORT: '9000' }, /^Invite: http:\/\/127\.0\.0\.1:9000\/join#i/],
    [{ HOST: '::1' }, /^Invite: http:\/\/\[::1\]:8787\/join#i/],
    [{ PORT: '0', PUBLIC_URL: 'https://chat.example.org' }, /^Invite: https:\/\/chat\.example\.org\/join#i/],
    [{ HOST: '192.0.2.1' }, /will be refused: the extension wants https:/],
  ]
  for (const [env, pattern] of links) {
    expect(await invite(env)).toMatchObject({ code: 0, stdout: expect.stringMatching(pattern) as string })
  }
  const dead: [Record<string, string>, RegExp][] = [
    [{ PORT: '0' }, /^PORT is 0, so nobody knows yet where the link leads: start the server first/],
    [{ HOST: 'not a host' }, /^No link can lead to HOST "not a host"/],
  ]
  for (const [env, pattern] of dead) {
    const refused = { code: 1, stdout: '', stderr: expect.stringMatching(pattern) as string }
    expect(await invite(env)).toMatchObject(refused)
    expect(await invite(env, '--person', 'Ann')).toMatchObject(refused)
  }
  const list = JSON.parse((await cli(['invite', 'list', '--json'])).stdout) as { value: unknown[] }
  // And the one of the start.
  expect(list.value).toHaveLength(links.length + 1)
})

it('acts on the folder that the server left', async () => {
  await serveOnce()
  expect(await cli(['room', 'create', 'ops'])).toMatchObject({ code: 0, stderr: '' })
  const made = await cli(['invite', '--room', 'ops'], { PUBLIC_URL: 'https://chat.example.org' })
  expect(made.stdout).toMatch(/^Invite: https:\/\/chat\.example\.org\/join#i/)
  expect((await cli(['room', 'list'])).stdout).toMatch(/ops +ops +0 +0/)
})
