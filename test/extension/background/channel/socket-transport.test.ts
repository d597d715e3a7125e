import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { expect, test } from 'vitest'
import { openSocketTransport } from '../../../../extension/background/channel/socket-transport.ts'
import { waitFor } from '../../../support/wait-for.ts'

test('SPEC 1.3 a line that closes before the handshake was answered is lost, and can be opened again', async () => {
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'] })
  let handshakes = 0
  io.use((socket, next) => {
    handshakes += 1
    if (handshakes === 1) socket.conn.close()
    else next()
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const events: string[] = []
  const transport = openSocketTransport({ server: `http://127.0.0.1:${port}`, token: 't' }, ({ type }) =>
    events.push(type),
  )
  transport.open()
  await waitFor(() => events.length > 0, 'the loss is told')
  expect(events).toEqual(['lost'])
  transport.open()
  transport.open()
  await waitFor(() => events.length > 1, 'the second attempt ends')
  expect([events, handshakes]).toEqual([['lost', 'connected'], 2])
  transport.close()
  await io.close()
})
