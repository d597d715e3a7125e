import { connect, type Socket } from 'node:net'

export interface HttpConnection {
  /** Sends bytes as they are. */
  send(bytes: string): void
  /** From now on nothing is read. */
  stopReading(): void
  resume(): void
  /** The statuses of the answers so far, in order. */
  statuses(): number[]
  /** How many bytes came. */
  received(): number
  /** Resolves once that many answers came, or to those that did when the server ended the connection. */
  answers(count: number): Promise<number[]>
  /** How long after its opening the connection ended, in ms. */
  closed: Promise<number>
  close(): void
}

/** An HTTP client of bare bytes, which sends what no library would. Answers must not hold another answer's first line. */
export async function connectHttp(port: number): Promise<HttpConnection> {
  const socket: Socket = connect(port, '127.0.0.1')
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  const opened = performance.now()
  const statuses: number[] = []
  const watchers = new Set<() => void>()
  let rest = ''
  let bytes = 0
  socket.on('data', (data: Buffer) => {
    bytes += data.length
    rest += data.toString('latin1')
    for (const [, status] of rest.matchAll(/HTTP\/1\.1 (\d{3}) /g)) statuses.push(Number(status))
    // A first line that was cut in two is found when its end has come.
    rest = rest.slice(rest.lastIndexOf('HTTP/1.1') + 1).slice(-12)
    for (const watcher of watchers) watcher()
  })
  socket.on('error', () => socket.destroy())
  const closed = new Promise<number>((resolve) => {
    socket.once('close', () => resolve(performance.now() - opened))
  })
  return {
    send: (text) => void socket.write(text),
    stopReading: () => void socket.pause(),
    resume: () => void socket.resume(),
    statuses: () => [...statuses],
    received: () => bytes,
    answers: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (statuses.length >= count || socket.destroyed) resolve([...statuses])
        }
        watchers.add(look)
        void closed.then(look)
        look()
      }),
    closed,
    close: () => socket.destroy(),
  }
}

/** A `POST /api/join` as bytes. */
export function joinBytes(body: object, headers: Record<string, string> = {}): string {
  const json = JSON.stringify(body)
  const lines = Object.entries({ host: 'x', 'content-type': 'application/json', ...headers })
  const head = [...lines, ['content-length', String(Buffer.byteLength(json))]]
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  return `POST /api/join HTTP/1.1\r\n${head}\r\n${json}`
}
