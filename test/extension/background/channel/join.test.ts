import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { join } from '../../../../extension/background/channel/join.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function joinAt(answer: RequestListener) {
  const listening = createServer(answer)
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const { port } = listening.address() as AddressInfo
  return join(`http://127.0.0.1:${port}`, { invite: 'a'.repeat(43), attempt: 'b'.repeat(22) }, fetch)
}

const value = { token: 't', person: { id: 'p', name: 'Ünal 🙂' }, rooms: [] }

test('an answer that comes in pieces, cut inside a letter, is read whole', async () => {
  const answer = await joinAt((_request, response) => {
    const bytes = Buffer.from(JSON.stringify({ ok: true, value }))
    const cut = bytes.indexOf(0xc3) + 1
    response.write(bytes.subarray(0, cut))
    setImmediate(() => response.end(bytes.subarray(cut)))
  })
  expect(answer).toEqual({ ok: true, value })
})

test('of an answer without end 1 MiB is read at most: the server counts as not reachable', async () => {
  let written = 0
  let left = false
  const answer = await joinAt((_request, response) => {
    response.on('close', () => (left = true))
    const more = (): void => {
      // An answer that would be right, but for what surrounds it.
      while (!left && written < 64 * 1024 * 1024) {
        written += 16 * 1024
        if (!response.write(' '.repeat(16 * 1024))) return void response.once('drain', more)
      }
      response.end(JSON.stringify({ ok: true, value }))
    }
    more()
  })
  expect(answer).toEqual({ ok: false, error: 'unreachable' })
  expect(written).toBeLessThan(16 * 1024 * 1024)
})

test.each([
  ['no JSON', 'hello'],
  ['nothing', ''],
  ['the list of another program', '[1,2,3]'],
])('%s is not the answer of a Backchannel server', async (_, body) => {
  expect(await joinAt((_request, response) => response.end(body))).toEqual({
    ok: false,
    error: 'unreachable',
  })
})
