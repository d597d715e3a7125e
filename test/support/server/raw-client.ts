import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { PROTOCOL } from '../../../protocol/limits.ts'
import { rawFrame } from './raw-frame.ts'

export interface RawClient {
  /** Sends a Socket.IO packet as it is. */
  send(packet: string): void
  /** From now on nothing is read. */
  stopReading(): void
  resume(): void
  /** How many bytes came. */
  received(): number
  close(): void
}

/** A client of bare bytes, which no library reads for. Settles when it has been let in. */
export function connectRaw(url: string, token: string): Promise<RawClient> {
  return new Promise((resolve, reject) => {
    const opening = request(`${url}/socket.io/?EIO=4&transport=websocket`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': randomBytes(16).toString('base64'),
      },
    })
    opening.on('error', reject)
    opening.on('upgrade', (_response, socket: Socket, head: Buffer) => {
      let received = ''
      let bytes = head.length
      const send = (packet: string) => void socket.write(rawFrame(packet))
      const client: RawClient = {
        send,
        stopReading: () => void socket.pause(),
        resume: () => void socket.resume(),
        received: () => bytes,
        close: () => void socket.destroy(),
      }
      socket.on('error', () => socket.destroy())
      socket.on('data', (data: Buffer) => {
        bytes += data.length
        received = (received + data.toString('latin1')).slice(-10_000)
        if (received.includes('"heads"')) resolve(client)
      })
      send(`40${JSON.stringify({ protocol: PROTOCOL, token })}`)
    })
    opening.end()
  })
}
