import { afterEach, beforeEach, expect, it } from 'vitest'
import { rawFrame } from '../../support/server/raw-frame.ts'
import { openDeviceLine } from '../../support/server/raw-line.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import { connectClient, joinAndConnect, joinAs } from '../../support/server/test-client.ts'
import { waitFor } from '../../support/wait-for.ts'

let server: StartedServer

beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

const port = (): number => Number(new URL(server.url).port)

const connections = async (): Promise<number> => {
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  return Number(/^backchannel_connections (\d+)$/m.exec(metrics)?.[1])
}

it('cuts a client that does not read, and nobody else; it misses nothing when it is back', async () => {
  const ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  const bob = await joinAs(server.url, server.firstInvite, 'Bob')
  const deaf = await openDeviceLine(port(), bob.token)
  expect(await connections()).toBe(2)
  deaf.stopReading()
  // The system takes some megabytes for a socket that nobody reads, before anything waits here.
  let sent = 0
  await waitFor(async () => {
    const results = await Promise.all(Array.from({ length: 100 }, () => ann.client.append('x'.repeat(4000))))
    sent += results.filter(({ ok }) => ok).length
    return (await connections()) === 1
  }, 'the cut')
  const back = await connectClient(server.url, bob.token)
  const head = (await back.until('heads'))['general']?.seq
  expect(head).toBe(sent + 2)
  const last = await back.call('range', { room: 'general', limit: 1 })
  expect(last).toMatchObject({ ok: true, value: { entries: [{ seq: head }] } })
  expect(await ann.client.append('still here')).toMatchObject({ ok: true })
  deaf.close()
})

it('does not cut a client that asks for much at once, however slowly it reads', async () => {
  const ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  for (let batch = 0; batch < 4; batch += 1) {
    await Promise.all(Array.from({ length: 30 }, () => ann.client.append('x'.repeat(4000))))
  }
  const slow = await openDeviceLine(port(), ann.token)
  slow.stopReading()
  const asks = 100
  for (let id = 0; id < asks; id += 1) {
    await slow.write(rawFrame(`42${id}${JSON.stringify(['range', { room: 'general', limit: 500 }])}`))
  }
  // Answered after all of them were taken in, so that whatever was to be cut has been.
  const before = slow.bytes()
  await ann.client.call('range', { room: 'general', limit: 1 })
  expect(await connections()).toBe(2)
  slow.resume()
  await waitFor(() => slow.bytes() - before > asks * 200_000, 'all answers')
  expect(await connections()).toBe(2)
  slow.close()
})
