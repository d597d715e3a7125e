import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCli, spawnServer } from '../../support/server/spawn-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'

let folder: ReturnType<typeof tempFolder>
beforeEach(() => {
  folder = tempFolder()
})
afterEach(() => folder.remove())

it('prints an answer to stdout with exit code 0, and a refusal to stderr with 1', async () => {
  expect(await runCli(['--help'])).toMatchObject({ code: 0, stderr: '' })
  const refused = await runCli(['room', 'list'], { BACKCHANNEL_DATA_DIR: folder.path })
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toMatch(/^There is no data in /)
})

it('says how to build a server that was not built', () => {
  mkdirSync(join(folder.path, 'server'))
  const bin = join(folder.path, 'server', 'bin.mjs')
  copyFileSync(fileURLToPath(new URL('../../../server/bin.js', import.meta.url)), bin)
  expect(() => execFileSync(process.execPath, [bin, 'serve'], { stdio: 'pipe' })).toThrow(/npm run build/)
})

it('several commands at once wait for each other, and a start waits for them', async () => {
  const dataDir = folder.path
  await (await spawnServer({ dataDir })).stop()
  const commands = Array.from({ length: 4 }, (_, index) =>
    runCli(['room', 'create', `room-${index}`], { BACKCHANNEL_DATA_DIR: dataDir }),
  )
  const server = spawnServer({ dataDir })
  for (const end of await Promise.all(commands)) expect(end).toMatchObject({ code: 0, stderr: '' })
  const { stdout } = await (await server).cli(['room', 'list'])
  expect(stdout.match(/^room-\d/gm)).toHaveLength(4)
  await (await server).stop()
})
