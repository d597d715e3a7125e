import { connect, type Socket } from 'node:net'
import { rawFrame } from './raw-frame.ts'
import { connectPacket, upgradeRequest } from './raw-socket.ts'

/** A TCP connection of bare bytes, which no library reads for. */
export interface RawLine {
  socket: Socket
  /** Everything that came, as text; nothing more is added while it does not read. */
  received(): string
  /** How many bytes came. */
  bytes(): number
  ended(): boolean
  stopReading(): void
  resume(): void
  /** Settles when the system has taken the bytes, or the line is gone. */
  write(bytes: Buffer | string): Promise<void>
  close(): void
}

/** Where attacks come from: on Linux another address of this machine than honest clients have, as in life. */
export const ATTACKER = process.platform === 'linux' ? '127.0.0.66' : '127.0.0.1'

/** Settles with the first of these events. */
const oneOf = (socket: Socket, ...events: string[]): Promise<void> =>
  new Promise((resolve) => {
    const settle = (): void => {
      for (const event of events) socket.off(event, settle)
      resolve()
    }
    for (const event of events) socket.once(event, settle)
  })

export async function openLine(port: number): Promise<RawLine> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: ATTACKER })
  let text = ''
  let bytes = 0
  let ended = false
  socket.on('data', (data: Buffer) => {
    bytes += data.length
    text = (text + data.toString('latin1')).slice(-20_000)
  })
  socket.on('error', () => socket.destroy())
  for (const end of ['end', 'close']) socket.on(end, () => (ended = true))
  await oneOf(socket, 'connect', 'close')
  return {
    socket,
    received: () => text,
    bytes: () => bytes,
    ended: () => ended,
    stopReading: () => void socket.pause(),
    resume: () => void socket.resume(),
    async write(bytes) {
      if (socket.destroyed || socket.write(bytes)) return
      await oneOf(socket, 'drain', 'close')
    },
    close: () => void socket.destroy(),
  }
}

/** Asks for a WebSocket. Settles when the upgrade was answered, however it was. */
export async function openWebSocketLine(port: number): Promise<RawLine> {
  const line = await openLine(port)
  await line.write(upgradeRequest())
  while (!line.received().includes('\r\n\r\n') && !line.ended()) {
    await oneOf(line.socket, 'data', 'close')
  }
  return line
}

/** A device's connection. Settles when it has its first heads. */
export async function openDeviceLine(port: number, token: string): Promise<RawLine> {
  const line = await openWebSocketLine(port)
  await line.write(rawFrame(connectPacket(token)))
  while (!line.received().includes('"heads"') && !line.ended()) await oneOf(line.socket, 'data', 'close')
  return line
}

/** The same frame many times, as one piece to write. */
export const repeated = (count: number, one: Buffer): Buffer =>
  Buffer.concat(Array.from({ length: count }, () => one))
