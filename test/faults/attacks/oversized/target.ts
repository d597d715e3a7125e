import type { Findings } from '../fuzz/findings.ts'
import type { RawSocket } from '../../../support/server/raw-socket.ts'

export interface Size {
  /** Each attack on one connection is made so often, one after the other. */
  times: number
  /** Connections that hold attachments before CONNECT. */
  holders: number
  /** Connections with many CONNECT packets each. */
  connectors: number
  connects: number
  /** How long a connection may live on after what it is to be ended for, in ms. */
  patienceMs: number
}

export interface Target {
  port: number
  /** Of three devices. */
  tokens: readonly string[]
  size: Size
  findings: Findings
  /** How many devices the server counts as connected. */
  sockets(): Promise<number>
}

/** Reports a connection that goes on after an attack on it, and ends it. */
export async function mustEnd(
  raw: RawSocket,
  what: string,
  { findings, size }: Pick<Target, 'findings' | 'size'>,
): Promise<void> {
  await raw.until(() => false, size.patienceMs)
  findings.taken += 1
  if (!raw.ended()) findings.report('broken', `a connection goes on after ${what}`)
  raw.destroy()
}
