import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'

export type Answers = Partial<Record<string, (input: unknown) => unknown>>

/** One way to lie, for as long as it is on. */
export interface Attack {
  name: string
  /** By command; what is left out is never answered. */
  answers: Answers
  /** What is pushed, over and over, as fast as the client takes it; called with 0, 1, 2, … */
  push?: (socket: Socket, turn: number) => void
  /** One push in so many ms; left out: as fast as the client takes them. */
  everyMs?: number
  /** It goes on until a room has been stopped, or for five seconds. */
  untilStopped?: boolean
  /** Each answer is given twice. */
  twice?: boolean
}

/** A server of the real protocol's library that says whatever the test has it say. */
export interface LyingServer {
  url: string
  /** How often each command came since the last call. */
  counts(): Map<string, number>
  /** Ends all connections; the next ones get this attack. Settles when there is one. */
  attack(next: Attack): Promise<void>
  /** Stops pushing, and leaves the connections as they are. */
  rest(): void
  close(): Promise<void>
}

/** No command: how often a client connected. Each connection asks anew. */
export const CONNECTIONS = 'connections'
/** So many frames wait for the client at most: the attack is to fill its memory, not the test's. */
const AHEAD = 8

/** The library's queue of the connection, which it keeps to itself. */
const ahead = (socket: Socket): number =>
  (socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length

export async function startLyingServer(): Promise<LyingServer> {
  const http = createServer((_request, response) => {
    // Whoever asks is let in.
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({ ok: true, value: { token: 'token', person: { id: 'me', name: 'Me' }, rooms: [] } }),
    )
  })
  const io = new Server(http, { transports: ['websocket'], maxHttpBufferSize: 1e8 })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  let current: Attack | undefined
  let begun = (): void => undefined
  let counted = new Map<string, number>()

  io.on('connection', (socket) => {
    const attack = current
    begun()
    counted.set(CONNECTIONS, (counted.get(CONNECTIONS) ?? 0) + 1)
    const ids: string[] = []
    socket.conn.on('data', (data: unknown) => {
      const [, id] = /^2(\d+)\[/.exec(String(data)) ?? []
      if (id !== undefined) ids.push(id)
    })
    socket.onAny((command: string, input: unknown, acknowledge: unknown) => {
      counted.set(command, (counted.get(command) ?? 0) + 1)
      const id = typeof acknowledge === 'function' ? ids.shift() : undefined
      const answer = attack?.answers[command]
      if (answer === undefined || typeof acknowledge !== 'function') return
      const value = answer(input)
      acknowledge(value)
      // The library's own acknowledgement works once: the packet is made by hand.
      if (attack?.twice === true) socket.conn.write(`3${id}${JSON.stringify([value])}`)
    })
    let turn = 0
    const pump = (): void => {
      if (attack?.push === undefined || attack !== current || !socket.connected) return
      for (let tries = 0; tries < AHEAD && ahead(socket) < AHEAD; tries += 1) attack.push(socket, turn++)
      setImmediate(pump)
    }
    if (attack?.everyMs !== undefined) {
      const pushing = setInterval(() => attack.push?.(socket, turn++), attack.everyMs)
      return void socket.on('disconnect', () => clearInterval(pushing))
    }
    pump()
  })

  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    counts: () => {
      const before = counted
      counted = new Map()
      return before
    },
    attack: (next) => {
      current = next
      const connected = new Promise<void>((resolve) => (begun = resolve))
      io.disconnectSockets(true)
      return connected
    },
    rest: () => {
      current = undefined
    },
    close: () => new Promise((resolve) => void io.close(() => resolve())),
  }
}
