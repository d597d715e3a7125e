import type { CommandName } from '../../../../protocol/up.ts'
import type { Random } from '../../harness/random.ts'
import { openDevice, type RawSocket } from '../../../support/server/raw-socket.ts'
import { commandPacket } from './command-packets.ts'
import { isResult, type Findings } from './findings.ts'
import { wirePacket } from './wire-packets.ts'

export interface FuzzOptions {
  port: number
  random: Random
  /** How many frames to have taken. */
  frames: number
  findings: Findings
  patienceMs: number
}

/** So many commands, then one packet that the connection may be ended for. */
const BATCH = 14

/** Ids of acknowledgements that the fuzzer waits for; those inside of odd packets are others. */
const FIRST_ID = 1_000_000
const LAST_ID = 8_000_000

interface Asked {
  name: CommandName | undefined
  packet: string
}

/** One connection of a device at a time; it is opened again whenever the server ends it. Ends early where it is refused. */
export async function fuzzDevice(token: string, options: FuzzOptions): Promise<void> {
  const { findings, random, frames, patienceMs, port } = options
  let id = FIRST_ID
  let taken = 0
  while (taken < frames && !findings.enough()) {
    const raw = await openDevice(port, token)
    if (raw === undefined) return
    findings.connections += 1
    const waiting = watchAnswers(raw, findings)
    const settled = async (): Promise<boolean> => {
      if (await raw.until(() => waiting.size === 0, patienceMs)) {
        for (const { packet } of waiting.values()) findings.unheard.add(packet)
        return !raw.ended()
      }
      for (const { packet } of waiting.values()) findings.report('unanswered', `no answer to ${packet}`)
      return false
    }
    const ask = (asked: Asked & { id: number | undefined }): void => {
      if (asked.id !== undefined) waiting.set(asked.id, asked)
      raw.send(asked.packet)
    }
    const barrier = (): void => {
      id += 1
      ask({ name: 'settings', id, packet: `42${id}["settings",{}]` })
    }
    while (!raw.ended() && taken < frames && !findings.enough()) {
      for (let count = 0; count < BATCH; count += 1) ask(commandPacket((id += 1), random))
      barrier()
      if (!(await settled())) break
      taken += BATCH
      findings.taken += BATCH
      const odd = wirePacket(random)
      raw.write(odd.bytes)
      if (odd.goes === true) {
        taken += 1
        findings.taken += 1
        break
      }
      barrier()
      await settled()
      taken += 1
      findings.taken += 1
      waiting.clear()
    }
    raw.destroy()
  }
}

/** Checks every answer as it comes. In the map is what has none yet. */
function watchAnswers(raw: RawSocket, findings: Findings): Map<number, Asked> {
  const waiting = new Map<number, Asked>()
  raw.onText((text) => {
    if (text.includes('"room":"general"')) findings.report('leaked', `#general to a stranger: ${text}`)
    if (!text.startsWith('43')) return
    const at = text.indexOf('[')
    const id = Number(text.slice(2, at))
    if (id < FIRST_ID || id > LAST_ID) return
    const asked = waiting.get(id)
    if (asked === undefined) return findings.report('unanswered', `a second answer: ${text}`)
    waiting.delete(id)
    findings.answers += 1
    const answer: unknown = JSON.parse(text.slice(at))
    if (!isResult(asked.name, answer))
      findings.report('unanswered', `${text} is no Result to ${asked.packet}`)
    else if (asked.name === 'append') notePlace(findings, answer)
  })
  return waiting
}

function notePlace({ places }: Findings, answer: unknown): void {
  const [result] = answer as [{ ok: true; value: { seq: number } } | { ok: false }]
  if (result.ok) places.add(result.value.seq)
}
