import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { askServer } from '../../../server/admin/admin-client.ts'
import { listenForAdmin } from '../../../server/admin/admin-server.ts'
import { adminSocketPath, prepareSocketFolder } from '../../../server/admin/socket-path.ts'
import { openBackend } from '../../../server/backend.ts'
import { locateStore } from '../../../server/locate-store.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'

let folder: ReturnType<typeof tempFolder>
const temporary = process.env['TMPDIR']

beforeEach(() => {
  folder = tempFolder()
})
afterEach(() => {
  if (temporary === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = temporary
  folder.remove()
})

it('answers what was asked before it ends', async () => {
  const nothing = () => undefined
  const backend = await openBackend({
    location: locateStore(folder.path),
    publicUrl: () => 'http://127.0.0.1:1',
    onChanges: nothing,
    onAdded: nothing,
    onCommit: nothing,
    onDefect: nothing,
    onBroken: nothing,
  })
  let reached: () => void = nothing
  let go: () => void = nothing
  const asked = new Promise<void>((resolve) => (reached = resolve))
  const held = new Promise<void>((resolve) => (go = resolve))
  const invites = async () => {
    reached()
    await held
    return backend.people.invites()
  }
  const admin = await listenForAdmin(folder.path, { ...backend, people: { ...backend.people, invites } })
  const answer = askServer(folder.path, { name: 'invite-list', input: {} })
  await asked
  const closed = admin.close()
  go()
  expect(await answer).toEqual({ ok: true, value: [] })
  await closed
  await backend.close()
})

it('lies in a folder of this user alone where the data folder’s path is too long', () => {
  process.env['TMPDIR'] = folder.path
  const dataDir = join(folder.path, 'x'.repeat(120))
  const path = adminSocketPath(dataDir)
  expect(Buffer.byteLength(path)).toBeLessThanOrEqual(100)
  expect(dirname(dirname(path))).toBe(folder.path)
  prepareSocketFolder(dataDir, path)
  expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
  prepareSocketFolder(dataDir, path)
})

it.each<[string, (path: string) => void]>([
  ['others may enter', (path) => (mkdirSync(path), chmodSync(path, 0o755))],
  ['is a file', (path) => writeFileSync(path, '')],
])('uses no folder that %s', (_what, make) => {
  process.env['TMPDIR'] = folder.path
  const dataDir = join(folder.path, 'x'.repeat(120))
  const path = adminSocketPath(dataDir)
  make(dirname(path))
  expect(() => prepareSocketFolder(dataDir, path)).toThrow()
})
