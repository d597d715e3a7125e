import { openDevice, openRaw, type RawSocket } from '../../../support/server/raw-socket.ts'
import { rawFrame } from '../../../support/server/raw-frame.ts'
import { inFragments } from '../fuzz/wire-packets.ts'
import { mustEnd, type Target } from './target.ts'

const attachment = (count: number | string): Buffer =>
  rawFrame(`45${count}-["append",{"_placeholder":true,"num":0}]`)

const attacks: [what: string, bytes: () => Buffer][] = [
  ['a frame of 20 MiB', () => rawFrame(Buffer.alloc(20 * 2 ** 20, 'x'))],
  ['a frame that says 20 MiB', () => rawFrame('42["', { length: 20 * 2 ** 20 })],
  ['a frame that says 2^53 - 1 bytes', () => rawFrame('42["', { length: Number.MAX_SAFE_INTEGER })],
  ['20,000 fragments', () => inFragments(`42["append","${'x'.repeat(19_986)}"]`, 20_000)],
  ['20,000 empty fragments', () => inFragments('42["rooms",{}]', 20_000)],
  ['0 attachments', () => attachment(0)],
  ['1 attachment that does not come', () => attachment(1)],
  ['11 attachments', () => attachment(11)],
  ['10^9 attachments', () => attachment(1e9)],
  ['an attachment', () => Buffer.concat([attachment(1), rawFrame(Buffer.alloc(1_000), { opcode: 2 })])],
  ['binary', () => rawFrame(Buffer.alloc(1_000), { opcode: 2 })],
  ['binary as text', () => rawFrame(`b${'AAAA'.repeat(250)}`)],
  ['a second CONNECT', () => rawFrame('40{}')],
  ['another namespace', () => rawFrame('40/admin,{}')],
]

/** Frames that are too large, too many or of a kind that the wire does not have, from devices and from strangers. */
export async function attackFrames(target: Target): Promise<void> {
  const { port, tokens, size, findings } = target
  const each = async (what: string, bytes: Buffer, raw: RawSocket | undefined): Promise<void> => {
    if (raw === undefined) return findings.report('broken', `refused before ${what}`)
    raw.write(bytes)
    // Of a stranger the first packet may be a CONNECT: the second may not.
    raw.write(rawFrame('40{}'))
    await mustEnd(raw, what, target)
  }
  for (let time = 0; time < size.times; time += 1) {
    for (const [what, make] of attacks) {
      if (findings.enough()) return
      const bytes = make()
      const devices = tokens.map(async (token) => each(what, bytes, await openDevice(port, token)))
      await Promise.all([...devices, each(`${what} of a stranger`, bytes, await openRaw(port))])
    }
    await Promise.all(tokens.map((token) => slowly(token, target)))
    await Promise.all(tokens.map((token) => inSegments(token, target)))
  }
}

function writeBytes(raw: RawSocket, bytes: Buffer): void {
  for (const byte of bytes) raw.write(Buffer.from([byte]))
}

/** A command in TCP segments of one byte: that is a bad line, and no attack. */
async function slowly(token: string, { port, findings }: Target): Promise<void> {
  const raw = await openDevice(port, token)
  if (raw === undefined) return findings.report('broken', 'refused before segments of one byte')
  const answers: string[] = []
  raw.onText((text) => void (text.startsWith('437[') && answers.push(text)))
  writeBytes(raw, rawFrame(`427["append","${'x'.repeat(900)}"]`))
  await raw.until(() => answers.length > 0)
  if (answers.length !== 1) findings.report('unanswered', 'a command in segments of one byte')
  findings.taken += 1
  raw.destroy()
}

/** So many of them that each byte would hold some hundred others, and a second CONNECT behind them. */
async function inSegments(token: string, target: Target): Promise<void> {
  const raw = await openDevice(target.port, token)
  if (raw === undefined) return target.findings.report('broken', 'refused before 20,000 segments')
  writeBytes(raw, rawFrame(`42["append","${'x'.repeat(20_000)}"]`))
  raw.write(rawFrame('40{}'))
  await mustEnd(raw, '20,000 segments of one byte', target)
}
