import type { ClientSocket } from './session.ts'

/** What may wait for a client that does not read, in UTF-16 code units of its frames. */
const QUEUE_MAX = 1024 * 1024

export interface SendQueue {
  /**
   * Runs what makes a large answer: one at a time, and when everything before it is on its way. So a client that asks for
   * a lot is not cut for what it asked for, and one that asks without reading makes nothing pile up.
   */
  inTurn<T>(answer: () => Promise<T>): Promise<T>
}

/**
 * Cuts a client that leaves more than 1 MiB unread: it would fill the memory, and loses nothing, since it reads the log
 * when it is back.
 */
export function limitSendQueue({ conn }: ClientSocket, onCut: () => void): SendQueue {
  let queued = 0
  let last: Promise<unknown> = Promise.resolve()
  conn.on('flush', () => (queued = 0))
  conn.on('packetCreate', ({ data }: { data?: unknown }) => {
    if (queued > QUEUE_MAX) return
    queued += typeof data === 'string' ? data.length : 0
    if (queued <= QUEUE_MAX) return
    onCut()
    // Not `close`, which waits for a client that does not read to agree.
    conn.request.socket.destroy()
  })

  const sent = async (): Promise<void> => {
    // The answer before this one is handed over in a microtask.
    await new Promise<void>((resolve) => setImmediate(resolve))
    while (conn.readyState === 'open' && !conn.transport.writable) {
      await new Promise<void>((resolve) => {
        const go = (): void => {
          conn.off('close', go)
          conn.transport.off('ready', go)
          resolve()
        }
        conn.once('close', go)
        conn.transport.once('ready', go)
      })
    }
  }

  return {
    inTurn(answer) {
      const turn = last.then(sent).then(answer)
      last = turn.catch(() => undefined)
      return turn
    },
  }
}
