import { mkdirSync } from 'node:fs'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { locateStore } from '../../server/locate-store.ts'
import { startServer } from '../support/server/start-server.ts'
import { tempFolder } from '../support/server/temp-folder.ts'

let folder: ReturnType<typeof tempFolder>

beforeEach(() => {
  folder = tempFolder()
})
afterEach(() => folder.remove())

/** Opens the folder as the next server would. */
const folderIsFree = async () => {
  const store = await locateStore(folder.path).open()
  await store.close()
}

it('lets go of the folder when the command line’s socket cannot be made', async () => {
  mkdirSync(join(folder.path, 'admin.sock', 'x'), { recursive: true })
  const started = startServer({ dataDir: folder.path })
  await expect(started).rejects.toThrow(/^The socket .*admin\.sock for the command line cannot be made/)
  await folderIsFree()
})

it('lets go of the folder when the port is in use', async () => {
  const other = createTcpServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  await expect(startServer({ dataDir: folder.path, port })).rejects.toThrow(/EADDRINUSE/)
  await folderIsFree()
  other.close()
})
