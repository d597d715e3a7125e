import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { HEADS_INTERVAL_MS } from '../../../protocol/limits.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import { joinAndConnect } from '../../support/server/test-client.ts'

let server: StartedServer

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  server = await startServer()
})
afterEach(async () => {
  await server.close()
  vi.useRealTimers()
})

it('sends the complete heads again every 15 s, to heal what a push did not bring', async () => {
  const ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  await ann.client.append('one')
  vi.advanceTimersByTime(HEADS_INTERVAL_MS)
  const { general } = await ann.client.until('heads', (heads) => heads['general']?.seq === 2)
  expect(general).toEqual({ logId: ann.rooms[0]?.logId, seq: 2, seen: 1 })
  expect(ann.client.pushes('heads')).toHaveLength(2)
})

it('stops when the connection has ended', async () => {
  const timers = vi.getTimerCount()
  const ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  expect(vi.getTimerCount()).toBe(timers + 1)
  ann.client.close()
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(timers))
})
