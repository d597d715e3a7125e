import { spawn } from 'node:child_process'
import { cpSync, existsSync, symlinkSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { createServer, type AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { inProject, projectFolder } from '../../scripts/system/project.ts'
import { tempFolder } from '../support/server/temp-folder.ts'
import { waitFor } from '../support/wait-for.ts'

/** A start builds into `dist` anew, so it has a copy of the project: other tests use that `dist` at the same time. */
let project: { path: string; remove(): void }
const inCopy = (...path: string[]): string => join(project.path, ...path)
const isCopied = (path: string): boolean => {
  const [top = '', built] = relative(projectFolder, path).split(sep)
  return !['node_modules', '.git'].includes(top) && (top !== 'dist' || [undefined, 'node'].includes(built))
}
beforeAll(() => {
  project = tempFolder()
  cpSync(projectFolder, project.path, { recursive: true, filter: isCopied })
  symlinkSync(inProject('node_modules'), inCopy('node_modules'))
})
afterAll(() => project.remove())

let folder: { path: string; remove(): void }
beforeEach(() => {
  folder = tempFolder()
})
/** What ends the starts of a test, also of one that failed before it did so itself. */
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
  folder.remove()
})

/** Both builds come first, on a machine that other tests share, ms. */
const BUILT_WITHIN_MS = 90_000

/** `npm start` without npm and its compiling. */
function start(env: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, [inCopy('dist/node/scripts/start.js'), ...args], {
    cwd: project.path,
    env: { ...process.env, BACKCHANNEL_DATA_DIR: folder.path, PORT: '0', ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (output += String(data)))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  ends.push(() => {
    if (child.exitCode === null) child.kill()
    return ended
  })
  const invite = (): string | undefined => /^Invite: (\S+)\n/m.exec(output)?.[1]
  return { child, ended, invite, output: () => output }
}

it('builds, says how to load the extension and how to join, and ends with the server', async () => {
  const { child, ended, invite, output } = start({}, '--no-open')
  await waitFor(() => invite() !== undefined, 'the invite', BUILT_WITHIN_MS)
  expect(invite()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/join#\S+$/)
  for (const target of ['chrome', 'firefox']) {
    expect(existsSync(inCopy('dist', target, 'manifest.json')), target).toBe(true)
  }
  expect(output()).toContain(inCopy('dist', 'chrome'))
  expect(output()).toContain(inCopy('dist', 'firefox', 'manifest.json'))
  child.kill('SIGTERM')
  expect(await ended, output()).toBe(0)
})

it('finds its data again: who joined before needs no invite', async () => {
  const first = start({}, '--no-open')
  await waitFor(() => first.invite() !== undefined, 'the invite', BUILT_WITHIN_MS)
  const link = new URL(first.invite() ?? '')
  const body = { invite: link.hash.slice(1), name: 'Mina', attempt: 'attempt-attempt-1' }
  const headers = { 'content-type': 'application/json' }
  const joined = await fetch(new URL('/api/join', link), {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  expect(joined.status).toBe(200)
  first.child.kill('SIGINT')
  expect(await first.ended, first.output()).toBe(0)

  const second = start({})
  await waitFor(() => second.output().includes('Data: '), 'the second start', BUILT_WITHIN_MS)
  second.child.kill()
  expect(await second.ended, second.output()).toBe(0)
  expect(second.invite()).toBeUndefined()
  expect(second.output()).toContain('Somebody has joined already, so no browser is opened.')
})

it('says where no browser can be opened, and goes on', async () => {
  const { child, ended, output } = start({ DISPLAY: '', WAYLAND_DISPLAY: '' })
  await waitFor(() => output().includes('No display'), 'the line', BUILT_WITHIN_MS)
  child.kill()
  expect(await ended, output()).toBe(0)
})

it('ends with one clear line when the port is taken', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => taken.once('listening', resolve))
  const { port } = taken.address() as AddressInfo
  const { ended, output } = start({ PORT: String(port) }, '--no-open')
  expect(await ended, output()).toBe(1)
  expect(output()).toContain(String(port))
  expect(output()).not.toMatch(/^ {4}at /m)
  await new Promise((resolve) => taken.close(resolve))
})
