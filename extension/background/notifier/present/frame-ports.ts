import type { ToastPush } from '../../../shared/toast-messages.ts'
import type { Clock } from '../../clock.ts'
import type { ToastPort } from '../ports.ts'

/** A frame in a tab that has just gone behind answers in a few milliseconds; one that hangs holds nothing up. */
const FLUSHED_WITHIN_MS = 150

/** The ports of toast frames, by nonce. A frame may connect before it asks what to show, and again after a worker restart. */
export interface FramePorts {
  connected(port: ToastPort, nonce: string): void
  isConnected(nonce: string): boolean
  post(nonce: string, push: ToastPush): void
  /** Has the frame save what is half typed; settles when it has, or when it does not answer. */
  flush(nonce: string): Promise<void>
  /** The frame's answer to that. */
  flushed(): void
}

export function createFramePorts(clock: Clock): FramePorts {
  const ports = new Map<string, ToastPort>()
  let flushed = (): void => undefined

  return {
    connected(port, nonce) {
      ports.set(nonce, port)
      port.onGone(() => {
        if (ports.get(nonce) === port) ports.delete(nonce)
      })
    },
    isConnected: (nonce) => ports.has(nonce),
    post: (nonce, push) => ports.get(nonce)?.post(push),
    flush: (nonce) =>
      new Promise((resolve) => {
        const port = ports.get(nonce)
        if (port === undefined) return resolve()
        const cancel = clock.after(FLUSHED_WITHIN_MS, resolve)
        flushed = () => {
          cancel()
          resolve()
        }
        port.post({ type: 'flush' })
      }),
    flushed: () => flushed(),
  }
}
