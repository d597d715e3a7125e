import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'

/** How a line treats what goes through it. */
export interface Line {
  /** Nothing gets through until it is healed, and nobody hears of it: both ends stay open. */
  blackhole: boolean
  /** What the server sends is thrown away; what clients send goes through. */
  deafClients: boolean
  /** Per direction; 0: as fast as it goes. */
  bitsPerSecond: number
  /** Each piece is cut into parts of at most this many bytes; 0: as it came. */
  pieceBytes: number
  /** Each piece comes so much later, drawn for each from 0 to this many ms. */
  lateMs: number
}

export interface Proxy {
  /** `http://127.0.0.1:<port>`, the same through all restarts of the server behind it. */
  url: string
  line: Line
  /** Where it leads to from now on. */
  to(port: number): void
  /** Ends every connection, as a lost network would (RST). Answers with how many there were. */
  cut(): number
  /** When clients connected, ms since 1970. */
  connectedAt: number[]
  close(): Promise<void>
}

const clear: Line = { blackhole: false, deafClients: false, bitsPerSecond: 0, pieceBytes: 0, lateMs: 0 }

/** A TCP proxy on a free port of this machine, for lines that fail in ways that one asks for. */
export async function startProxy(random: () => number = Math.random): Promise<Proxy> {
  let target = 0
  const line: Line = { ...clear }
  const pairs = new Set<[Socket, Socket]>()
  const connectedAt: number[] = []

  const server = createServer((client) => {
    connectedAt.push(Date.now())
    const upstream = connect(target, '127.0.0.1')
    const pair: [Socket, Socket] = [client, upstream]
    pairs.add(pair)
    const end = (): void => {
      pairs.delete(pair)
      // A dead line informs nobody that the other end is gone.
      if (line.blackhole) return
      for (const socket of pair) socket.destroy()
    }
    for (const socket of pair) socket.on('error', () => undefined).on('close', end)
    void forward(client, upstream, line, 'up', random)
    void forward(upstream, client, line, 'down', random)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    line,
    to: (port) => void (target = port),
    cut: () => {
      const count = pairs.size
      for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy()
      return count
    },
    connectedAt,
    close: async () => {
      for (const pair of pairs) for (const socket of pair) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function forward(
  from: Socket,
  to: Socket,
  line: Line,
  way: 'up' | 'down',
  random: () => number,
): Promise<void> {
  try {
    for await (const data of from as AsyncIterable<Buffer>) {
      const size = line.pieceBytes > 0 ? line.pieceBytes : data.length
      for (let start = 0; start < data.length; start += size) {
        const piece = data.subarray(start, start + size)
        if (line.lateMs > 0) await pause(random() * line.lateMs)
        if (line.bitsPerSecond > 0) await pause((piece.length * 8_000) / line.bitsPerSecond)
        while (line.blackhole) await pause(20)
        if (line.deafClients && way === 'down') continue
        if (to.destroyed) return void from.destroy()
        if (!to.write(piece)) await Promise.race([once(to, 'drain'), once(to, 'close')])
      }
    }
  } catch {
    // Either end has gone; both are closed by their `close` event.
  }
}
