import { createConnection } from 'node:net'

const CREATE_WINDOW = 1
const DESTROY_WINDOW = 4
const MAP_WINDOW = 8
const SET_INPUT_FOCUS = 42
const INPUT_OUTPUT = 1
/** Whom the focus goes to when the window is gone: nobody. */
const REVERT_TO_NONE = 0

const words = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer)

/** The first answer of an X server: where our ids begin, and the id of the root window. */
function readSetup(answer: Buffer): { base: number; root: number } {
  if (answer[0] !== 1) throw new Error('the X server refused the connection')
  const vendor = answer.readUInt16LE(24)
  const formats = answer.readUInt8(29)
  return {
    base: answer.readUInt32LE(12),
    root: answer.readUInt32LE(40 + vendor + ((4 - (vendor % 4)) % 4) + 8 * formats),
  }
}

/**
 * Another program in front: a small window that takes the keyboard from the browser, as any program does that somebody
 * switches to. Written in X11's own words, since a test machine has no other program to start.
 */
export async function startOtherProgram(display: string): Promise<{ close(): Promise<void> }> {
  const socket = createConnection(`/tmp/.X11-unix/X${display.slice(1)}`)
  const answer = await new Promise<Buffer>((resolve, reject) => {
    let come = Buffer.alloc(0)
    const onData = (piece: Buffer): void => {
      come = Buffer.concat([come, piece])
      // Its first eight bytes say how many words follow them. It may come in several pieces.
      if (come.length < 8 || come.length < 8 + 4 * come.readUInt16LE(6)) return
      socket.off('data', onData)
      resolve(come)
    }
    socket.once('error', reject)
    socket.on('data', onData)
    socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
  })
  const { base, root } = readSetup(answer)
  const place = Buffer.alloc(16)
  ;[0, 0, 40, 40, 0, INPUT_OUTPUT].forEach((value, index) => place.writeUInt16LE(value, index * 2))
  // opcode | length in words << 16, then what the request needs.
  const create = Buffer.concat([words(CREATE_WINDOW | (8 << 16), base, root), place, words(0)])
  const map = words(MAP_WINDOW | (2 << 16), base)
  const focus = words(SET_INPUT_FOCUS | (REVERT_TO_NONE << 8) | (3 << 16), base, 0)
  socket.write(Buffer.concat([create, map, focus]))
  return {
    close: () =>
      new Promise((resolve) => {
        socket.once('close', () => resolve())
        socket.end(words(DESTROY_WINDOW | (2 << 16), base))
      }),
  }
}
