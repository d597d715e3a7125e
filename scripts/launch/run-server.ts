import { spawn } from 'node:child_process'
import { inProject, projectFolder } from '../system/project.ts'

export interface RunningServer {
  /** With the server's own exit code. */
  ended: Promise<number>
  stop(signal: NodeJS.Signals): void
}

export interface RunOptions {
  /** Starts it again when its code changes. */
  watch?: boolean
  env?: NodeJS.ProcessEnv
}

/**
 * Runs `backchannel serve`. Its output goes to this terminal as it comes, and each of its lines to `onLine`. It gets a
 * process group of its own: Ctrl+C would otherwise reach it twice, and the second one means "at once".
 */
export function runServer(onLine: (line: string) => void, options: RunOptions = {}): RunningServer {
  const watch = options.watch === true ? ['--watch', '--watch-preserve-output'] : []
  const child = spawn(process.execPath, [...watch, inProject('server', 'bin.js'), 'serve'], {
    cwd: projectFolder,
    // Who starts it by hand reads sentences; the log's JSON is for whoever asks for it.
    env: { ...process.env, ...options.env, LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: process.platform !== 'win32',
  })
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text)
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
  return { ended, stop: (signal) => void child.kill(signal) }
}
