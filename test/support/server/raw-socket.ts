import { connect } from 'node:net'
import { PROTOCOL } from '../../../protocol/limits.ts'
import { createFrameReader, rawFrame, CLOSE, TEXT } from './raw-frame.ts'

/** How long the server may take to answer or to end a connection. */
const PATIENCE_MS = Number(process.env['PATIENCE'] ?? 20_000)

const PATH = '/socket.io/?EIO=4&transport=websocket'

/** What a browser asks with. */
export const upgradeRequest = (path = PATH, headers: readonly string[] = []): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
    '\r\n',
  ].join('\r\n')

/** A connection of bare bytes. It answers pings of Engine.IO, so that it may stay for as long as it likes. */
export interface RawSocket {
  /** The head of the server's answer, whole or as far as it came. */
  head(): string
  write(bytes: Buffer | string): void
  /** Sends a text frame. */
  send(packet: string): void
  /** Each text frame of the server. */
  onText(take: (text: string) => void): void
  ended(): boolean
  /** Settles when `condition` holds or the connection has ended. False: neither came in time. */
  until(condition: () => boolean, patienceMs?: number): Promise<boolean>
  destroy(): void
}

/** Sends the request. Settles with the answer's head, or when the connection ended without one. */
export async function openRaw(
  port: number,
  request = upgradeRequest(),
  patienceMs = PATIENCE_MS,
): Promise<RawSocket> {
  const tcp = connect({ port, host: '127.0.0.1', noDelay: true })
  const takers: ((text: string) => void)[] = []
  const looks = new Set<() => void>()
  const look = (): void => looks.forEach((one) => one())
  let head = ''
  let ended = false
  const end = (): void => {
    ended = true
    tcp.destroy()
    look()
  }
  const read = createFrameReader((opcode, payload) => {
    if (opcode === CLOSE) return end()
    if (opcode !== TEXT) return
    const text = payload.toString()
    if (text === '2') raw.send('3')
    for (const take of takers) take(text)
  })
  tcp.on('error', end).on('close', end).on('end', end)
  tcp.on('data', (data) => {
    let rest = data
    if (!head.endsWith('\r\n\r\n')) {
      const before = head.length
      const whole = head + data.toString('latin1')
      const at = whole.indexOf('\r\n\r\n')
      head = at < 0 ? whole : whole.slice(0, at + 4)
      rest = data.subarray(head.length - before)
    }
    if (head.startsWith('HTTP/1.1 101') && rest.length > 0) read(rest)
    look()
  })
  const raw: RawSocket = {
    head: () => head,
    write: (bytes) => void (ended || tcp.write(bytes)),
    send: (packet) => void (ended || tcp.write(rawFrame(packet))),
    onText: (take) => void takers.push(take),
    ended: () => ended,
    until: (condition, patienceMs = PATIENCE_MS) =>
      new Promise((resolve) => {
        const settle = (met: boolean): void => {
          clearTimeout(timer)
          looks.delete(once)
          resolve(met)
        }
        const once = (): void => void ((ended || condition()) && settle(true))
        const timer = setTimeout(() => settle(false), patienceMs)
        looks.add(once)
        once()
      }),
    destroy: end,
  }
  tcp.write(request)
  await raw.until(() => head.endsWith('\r\n\r\n'), patienceMs)
  return raw
}

/** Opens a connection and signs in. Undefined: refused. */
export async function openDevice(port: number, token: string): Promise<RawSocket | undefined> {
  const raw = await openRaw(port)
  const accepted: string[] = []
  raw.onText((text) => void (text.startsWith('40') && accepted.push(text)))
  raw.send(connectPacket(token))
  await raw.until(() => accepted.length > 0)
  if (accepted.length > 0 && !raw.ended()) return raw
  raw.destroy()
  return undefined
}

export const connectPacket = (token: string): string => `40${JSON.stringify({ protocol: PROTOCOL, token })}`
