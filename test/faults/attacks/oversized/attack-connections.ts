import { connectPacket, openDevice, openRaw, type RawSocket } from '../../../support/server/raw-socket.ts'
import { rawFrame } from '../../../support/server/raw-frame.ts'
import { pause } from '../../harness/fleet.ts'
import type { Target } from './target.ts'

/** As much as a frame may have, nearly. */
const ATTACHMENT_BYTES = 250_000
const COUNT_EVERY_MS = 20

/** Many connections at a time, each of which would hold something. */
export async function attackConnections(target: Target): Promise<{ held: number; sockets: number }> {
  return { sockets: await connectOften(target), held: await holdAttachments(target) }
}

/** Waits until all have ended, or for so long; answers how many have not. */
async function leftOf(all: readonly RawSocket[], patienceMs: number): Promise<number> {
  await Promise.all(all.map((raw) => raw.until(() => false, patienceMs)))
  return all.filter((raw) => !raw.ended()).length
}

/**
 * So many CONNECT packets on one connection, all at once: with the token while the first is looked up, or, on every second
 * one, of other namespaces after it was let in. Answers with how many sockets the server had at most.
 */
async function connectOften({ port, tokens, size, findings, sockets }: Target): Promise<number> {
  const { connectors, connects, patienceMs } = size
  const all: RawSocket[] = []
  for (let index = 0; index < connectors; index += 1) {
    const token = tokens[index % tokens.length] ?? ''
    const late = index % 2 === 0 ? await openDevice(port, token) : undefined
    const raw = late ?? (await openRaw(port))
    const packet = (count: number): string => (late ? `40/n${count},{}` : connectPacket(token))
    raw.write(Buffer.concat(Array.from({ length: connects }, (_, count) => rawFrame(packet(count)))))
    findings.taken += connects
    all.push(raw)
  }
  const count = countAllTheTime(sockets)
  const left = await leftOf(all, patienceMs)
  const most = await count.end()
  if (left > 0) findings.report('broken', `${left} connections go on after ${connects} CONNECT packets`)
  for (const raw of all) raw.destroy()
  return most
}

function countAllTheTime(sockets: () => Promise<number>): { end(): Promise<number> } {
  const ended = new AbortController()
  const counting = (async () => {
    let most = 0
    while (!ended.signal.aborted) {
      most = Math.max(most, await sockets())
      await pause(COUNT_EVERY_MS)
    }
    return most
  })()
  return {
    end() {
      ended.abort()
      return counting
    },
  }
}

/** Attachments of a packet before CONNECT, on connections that stay as long as they like: they answer each ping. */
async function holdAttachments({ port, size, findings }: Target): Promise<number> {
  const all: RawSocket[] = []
  const announced = rawFrame('4510-["append",{"_placeholder":true,"num":0}]')
  const attachment = rawFrame(Buffer.alloc(ATTACHMENT_BYTES), { opcode: 2 })
  for (let index = 0; index < size.holders; index += 1) {
    const raw = await openRaw(port)
    raw.write(announced)
    raw.write(attachment)
    findings.taken += 1
    all.push(raw)
  }
  const left = await leftOf(all, size.patienceMs)
  for (const raw of all) raw.destroy()
  return left
}
