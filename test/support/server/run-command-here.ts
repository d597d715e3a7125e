import { vi } from 'vitest'
import { runCommandLine } from '../../../server/cli/command-line.ts'
import type { Finished } from './spawn-server.ts'

/** What it writes to a stream of this process goes into the answer instead, until `restore`. */
function capture(stream: NodeJS.WriteStream) {
  let text = ''
  const write = vi.spyOn(stream, 'write').mockImplementation((chunk) => {
    text += String(chunk)
    return true
  })
  return { text: () => text, restore: () => write.mockRestore() }
}

let running = false

/**
 * Runs one command line inside this process, which takes milliseconds where a process of its own takes half a second. One at
 * a time: it takes this process's output and environment. `serve` is for `spawnServer`.
 */
export async function runCommandHere(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Finished> {
  if (running) throw new Error('a command runs here already')
  running = true
  const before = process.env
  process.env = { ...before, ...env }
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)]
  try {
    const code = await runCommandLine(args)
    return { code, signal: null, stdout: stdout.text(), stderr: stderr.text() }
  } finally {
    stdout.restore()
    stderr.restore()
    process.env = before
    running = false
  }
}
