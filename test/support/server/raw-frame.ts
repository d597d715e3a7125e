import { randomBytes } from 'node:crypto'

export const TEXT = 1
export const CLOSE = 8
export const PING = 9

export interface FrameOptions {
  /** Default: text. */
  opcode?: number
  /** Default: the last frame of its message. */
  fin?: boolean
  /** The three reserved bits, 0 to 7. */
  reserved?: number
  /** Default: masked, as a client's must be. */
  masked?: boolean
  /** Default: the payload's. Another one lies. */
  length?: number
  /** Bits of the length: 7, 16 or 64. Default: the fewest that hold it. */
  lengthBits?: 7 | 16 | 64
}

/** One WebSocket frame as bytes (RFC 6455, 5.2), right or wrong. */
export function rawFrame(payload: string | Buffer, options: FrameOptions = {}): Buffer {
  const { opcode = TEXT, fin = true, reserved = 0, masked = true } = options
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
  const head = (fin ? 0x80 : 0) | (reserved << 4) | opcode
  const start = Buffer.concat([Buffer.from([head]), lengthOf(bytes, masked, options)])
  if (!masked) return Buffer.concat([start, bytes])
  const mask = randomBytes(4)
  const hidden = Buffer.from(bytes)
  for (let index = 0; index < hidden.length; index += 1)
    hidden[index] = (hidden[index] ?? 0) ^ (mask[index & 3] ?? 0)
  return Buffer.concat([start, mask, hidden])
}

function lengthOf(
  bytes: Buffer,
  masked: boolean,
  { length = bytes.length, lengthBits }: FrameOptions,
): Buffer {
  const bits = lengthBits ?? (length < 126 ? 7 : length < 2 ** 16 ? 16 : 64)
  const flag = masked ? 0x80 : 0
  if (bits === 7) return Buffer.from([flag | (length & 0x7f)])
  const field = Buffer.alloc(bits === 16 ? 3 : 9)
  field[0] = flag | (bits === 16 ? 126 : 127)
  if (bits === 16) field.writeUInt16BE(length & 0xffff, 1)
  else field.writeBigUInt64BE(BigInt(length), 1)
  return field
}

/** Splits what a server sent into its frames; keeps what is not whole yet. */
export function createFrameReader(take: (opcode: number, payload: Buffer) => void): (data: Buffer) => void {
  let kept: Buffer = Buffer.alloc(0)
  return (data) => {
    kept = kept.length === 0 ? data : Buffer.concat([kept, data])
    for (;;) {
      const short = (kept[1] ?? 0) & 0x7f
      const start = short === 126 ? 4 : short === 127 ? 10 : 2
      if (kept.length < start) return
      const length =
        short === 126 ? kept.readUInt16BE(2) : short === 127 ? Number(kept.readBigUInt64BE(2)) : short
      if (kept.length < start + length) return
      take((kept[0] ?? 0) & 0x0f, kept.subarray(start, start + length))
      kept = kept.subarray(start + length)
    }
  }
}
