import type { Random } from '../../harness/random.ts'
import { rawFrame } from '../../../support/server/raw-frame.ts'
import { openRaw } from '../../../support/server/raw-socket.ts'
import { commandPacket } from './command-packets.ts'
import type { FuzzOptions } from './fuzz-device.ts'
import { oddJson } from './odd-json.ts'
import { oddUpgrade } from './upgrade-requests.ts'
import { wirePacket, type WirePacket } from './wire-packets.ts'

/** How long an odd request may wait for its answer before the fuzzer goes, in ms: some never get one. */
const LEAVES_AFTER_MS = 500

function anyPacket(random: Random): WirePacket {
  const dice = random.next()
  if (dice < 0.4) return wirePacket(random)
  const packet = dice < 0.6 ? commandPacket(1, random).packet : oddConnect(random)
  return { what: packet, bytes: rawFrame(packet) }
}

const oddConnect = (random: Random): string =>
  `40{"protocol":${random.pick(['1', oddJson(random)])},"token":${oddJson(random)}}`

/** Sends something before anybody has signed in. Whatever it is, the next packet ends the connection. */
export async function fuzzStranger({
  port,
  random,
  frames,
  findings,
  patienceMs,
}: FuzzOptions): Promise<void> {
  for (let count = 0; count < frames && !findings.enough(); count += 1) {
    const raw = await openRaw(port)
    if (!raw.head().startsWith('HTTP/1.1 101')) {
      raw.destroy()
      continue
    }
    findings.connections += 1
    const { what, bytes, goes } = anyPacket(random)
    raw.write(bytes)
    if (goes !== true) {
      raw.send('42["rooms",{}]')
      await raw.until(() => false, patienceMs)
      if (!raw.ended()) findings.report('unanswered', `a stranger may go on after ${what}`)
    }
    findings.taken += 1
    raw.destroy()
  }
}

/** Asks for a WebSocket in every wrong way. */
export async function fuzzUpgrades({ port, random, frames, findings }: FuzzOptions): Promise<void> {
  for (let count = 0; count < frames && !findings.enough(); count += 1) {
    const raw = await openRaw(port, oddUpgrade(random), LEAVES_AFTER_MS)
    findings.taken += 1
    raw.destroy()
  }
}
