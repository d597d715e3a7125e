import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRaw, upgradeRequest } from '../../support/server/raw-socket.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'

let server: StartedServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

it.each([
  '/',
  '/socket.io',
  '/socket.io?EIO=4&transport=websocket',
  '/socket.iox/?EIO=4&transport=websocket',
  '/socket.io.evil/',
  '/socket.io/?EIO=4&transport=polling',
  '/socket.io/?EIO=3&transport=websocket',
  '/socket.io/?EIO=4&transport=websocket&sid=x',
])('leaves no connection open that asks to upgrade at %s', async (path) => {
  const raw = await openRaw(Number(new URL(server.url).port), upgradeRequest(path), 3_000)
  await raw.until(() => false, 3_000)
  expect(raw.ended()).toBe(true)
})
