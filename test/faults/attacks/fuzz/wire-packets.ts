import type { Random } from '../../harness/random.ts'
import { rawFrame, CLOSE, PING, TEXT } from '../../../support/server/raw-frame.ts'
import { oddJson } from './odd-json.ts'

/** Bytes that a connection may well be ended for, and what they are. */
export interface WirePacket {
  what: string
  bytes: Buffer
  /** The frame is not whole: the server waits for more, so it is the client that goes. */
  goes?: boolean
}

const reserved = ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener']
const namespaces = [
  '/',
  '/admin',
  '/general',
  '/__proto__',
  `/${'x'.repeat(2_000)}`,
  '//',
  '/?a=b',
  '/,',
  '/\u0000',
]
const counts = ['0', '1', '10', '11', '-1', '1e3', '0x1', '1.5', '', ' ', '9'.repeat(50), '999999999']
const ids = ['1', '0', '007', '-1', '1.5', ' ', '9'.repeat(16), '9'.repeat(300), '9'.repeat(400)]

/** Packets of Engine.IO and Socket.IO that are no event of the main namespace. */
const packets: readonly ((random: Random) => string)[] = [
  () => '',
  (random) => String(random.int(0, 9)),
  (random) =>
    random.pick(['2probe', '3probe', '5', '6', '1', '7', 'x', '-1', '\u0000', '\u001e', '4', '3', '3x']),
  (random) => `4${random.int(0, 9)}`,
  (random) => `b${Buffer.from(oddJson(random)).toString('base64').slice(0, 4_000)}`,
  (random) => `b${random.pick(['', '====', 'not base64!', '\ud800'])}`,
  (random) => `42["rooms",{}]\u001e42${random.pick(ids)}["rooms",{}]`,
  (random) => `40${random.pick(['', '{}', '[]', '1', '{"token":{}}', oddJson(random)])}`,
  (random) => `40${random.pick(namespaces)},${random.pick(['', '{}', oddJson(random)])}`,
  (random) => `41${random.pick(['', '/', ',', '{}', '/admin,'])}`,
  (random) => `42${random.pick(namespaces)},["rooms",{}]`,
  (random) =>
    `42${random.pick(ids)}${random.pick(['', '[]', '["rooms",{}]', '{', '["rooms"', 'null', '{"0":"rooms"}'])}`,
  (random) => `42${random.int(1, 99)}["${random.pick(reserved)}",${oddJson(random)}]`,
  (random) => `42[${oddJson(random)},${oddJson(random)}]`,
  (random) => `43${random.pick(ids)}[${oddJson(random)}]`,
  (random) => `44${random.pick(['', '{}', '"x"', '/admin,{"message":1}', oddJson(random)])}`,
  (random) => `45${random.pick(counts)}-["append",{"_placeholder":true,"num":0}]`,
  (random) => `46${random.pick(counts)}-${random.pick(ids)}[{"_placeholder":true,"num":0}]`,
  (random) => `4${random.int(0, 9)}${oddJson(random)}`,
]

const closings = [
  '',
  '\u0003',
  '\u0003\u00e8',
  '\u0003\u00ed',
  '\u0000\u0000',
  '\u000f\u00ff',
  '\u0003\u00e8\u00ff\u00fe',
  'x'.repeat(125),
]

/** Frames of WebSocket that no browser makes. */
const frames: readonly ((random: Random) => Omit<WirePacket, 'what'>)[] = [
  (random) => ({
    bytes: rawFrame('420["rooms",{}]', { opcode: random.pick([2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) }),
  }),
  (random) => ({ bytes: rawFrame('420["rooms",{}]', { reserved: random.int(1, 7) }) }),
  () => ({ bytes: rawFrame('420["rooms",{}]', { masked: false }) }),
  (random) => ({ bytes: rawFrame(Buffer.from(random.pick(closings), 'latin1'), { opcode: CLOSE }) }),
  (random) => ({
    bytes: rawFrame('x'.repeat(random.pick([0, 1, 125])), { opcode: random.pick([PING, 10]) }),
  }),
  () => ({ bytes: rawFrame('x'.repeat(126), { opcode: PING }) }),
  () => ({ bytes: rawFrame('x', { opcode: PING, fin: false }) }),
  () => ({ bytes: rawFrame('x', { opcode: 0 }) }),
  () => ({
    bytes: Buffer.concat([rawFrame('4', { fin: false }), rawFrame('20["rooms",{}]', { opcode: TEXT })]),
  }),
  (random) => ({ bytes: inFragments('429000000["rooms",{}]', random.pick([2, 20, 63, 64, 65, 200])) }),
  () => ({ bytes: rawFrame(Buffer.from([0x34, 0x32, 0xff, 0xfe, 0xc0])) }),
  () => ({ bytes: rawFrame('42["rooms",{}]', { lengthBits: 64 }) }),
  () => ({ bytes: rawFrame('x', { length: 2 ** 31, lengthBits: 64 }) }),
  () => ({ bytes: rawFrame('x', { length: Number.MAX_SAFE_INTEGER, lengthBits: 64 }) }),
  (random) => ({ bytes: rawFrame('42["', { length: random.pick([5, 200, 60_000, 250_000]) }), goes: true }),
  (random) => ({ bytes: rawFrame('42["rooms",{}]').subarray(0, random.int(1, 8)), goes: true }),
  (random) => ({
    bytes: Buffer.from(Array.from({ length: random.int(1, 64) }, () => random.int(0, 255))),
    goes: true,
  }),
  () => ({ bytes: Buffer.from('GET / HTTP/1.1\r\n\r\n') }),
]

/** A whole message in so many frames; empty ones where it is shorter. */
export function inFragments(text: string, count: number): Buffer {
  const parts = Array.from({ length: count }, (_, index) =>
    rawFrame(index === count - 1 ? text.slice(index) : text.slice(index, index + 1), {
      opcode: index === 0 ? TEXT : 0,
      fin: index === count - 1,
    }),
  )
  return Buffer.concat(parts)
}

export function wirePacket(random: Random): WirePacket {
  if (random.next() < 0.6) {
    const packet = random.pick(packets)(random)
    return { what: packet.slice(0, 100), bytes: rawFrame(packet) }
  }
  const frame = random.pick(frames)(random)
  return { what: frame.bytes.subarray(0, 40).toString('hex'), ...frame }
}
