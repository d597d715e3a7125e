import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { waitFor } from '../../support/wait-for.ts'
import type { Run } from '../harness/fault-row.ts'

/** One system call of the traced process: when it began and ended, in seconds. */
export interface Call {
  began: number
  ended: number
  text: string
}

export interface Trace {
  /** What was traced until now, in the order of beginning. */
  calls(): Call[]
  stop(): Promise<void>
}

/** Attaches strace to a running process with all its threads, and waits until it has. */
export async function traceProcess(
  run: Run<unknown>,
  pid: number,
  options: readonly string[],
): Promise<Trace> {
  const folder = tempFolder()
  run.onEnd(folder.remove)
  const file = join(folder.path, 'trace')
  const common = ['-f', '-ttt', '-T', '-s', '600', '-o', file, '-p', String(pid)]
  const strace = spawn('strace', [...common, ...options])
  let said = ''
  strace.stderr.on('data', (data: Buffer) => (said += data.toString()))
  const ended = new Promise<void>((resolve) => strace.once('close', () => resolve()))
  const stop = (): Promise<void> => (strace.kill('SIGINT'), ended)
  run.onEnd(stop)
  await waitFor(() => said.includes('attached'), 'strace is attached')
  return { calls: () => parseTrace(readFileSync(file, 'utf8')), stop }
}

/** Calls of several threads interleave: one that was interrupted is in two lines, `unfinished` and `resumed`. */
function parseTrace(text: string): Call[] {
  const calls: Call[] = []
  const open = new Map<string, Call>()
  for (const line of text.split('\n')) {
    const [, thread = '', time = '', rest = ''] = /^(\d+) +(\d+\.\d+) (.*)$/.exec(line) ?? []
    if (rest === '') continue
    const seconds = Number(/<(\d+\.\d+)>$/.exec(rest)?.[1] ?? 0)
    const resumed = open.get(thread)
    if (rest.startsWith('<... ') && resumed) {
      resumed.ended = Number(time)
      resumed.text += rest
      open.delete(thread)
      continue
    }
    const call = { began: Number(time), ended: Number(time) + seconds, text: rest }
    if (rest.includes('<unfinished ...>')) {
      call.ended = Infinity
      open.set(thread, call)
    }
    calls.push(call)
  }
  return calls
}

/** One that was done: an error is none. */
export const isFlush = ({ text }: Call): boolean => /^f(data)?sync\(/.test(text)
export const isDone = ({ text }: Call): boolean => / = 0( |$)/.test(text)

/** A frame that acknowledges an append: `43<number>[{"ok":true,"value":{"seq":…`. */
export const isAcknowledgement = ({ text }: Call): boolean =>
  /^(write|writev|sendto|sendmsg)\(.*seq\\":\d+,\\"at\\"/.test(text)

/** A frame that says to somebody that it was not stored, for now. */
export const isUnavailable = ({ text }: Call): boolean =>
  /^(write|writev|sendto|sendmsg)\(.*\\"unavailable\\"/.test(text)
