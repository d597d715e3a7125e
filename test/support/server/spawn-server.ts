import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tempFolder } from './temp-folder.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const bin = join(root, 'server/bin.js')
const setpriv = '/usr/bin/setpriv'

export interface Finished {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface SpawnedServer {
  /** `http://127.0.0.1:<port>` */
  url: string
  port: number
  /** The invite that the start printed; empty when somebody has joined before. */
  invite: string
  dataDir: string
  pid: number
  stdout(): string
  stderr(): string
  /** What the process came to, whoever ended it. */
  finished: Promise<Finished>
  /** Ends the process and waits until it is gone; then its own temporary folder is removed. */
  stop(signal?: NodeJS.Signals): Promise<Finished>
  /** Runs `node server/bin.js …args` against this server's data folder. */
  cli(args: readonly string[]): Promise<Finished>
}

export interface SpawnOptions {
  /** Kept after the end, to start on it again. Default: a temporary folder. */
  dataDir?: string
  /** Further settings, such as `PORT` (default: any free one). */
  env?: Record<string, string>
  /** The largest file that the process may write: its disk then fails. */
  maxFileKilobytes?: number
  /** Instead of `server/bin.js`: a changed copy of the built server. */
  program?: string
}

/** Starts the real server as its own process, from `dist/node` (`npx tsc -p scripts` makes it), and waits until it listens. */
export async function spawnServer(options: SpawnOptions = {}): Promise<SpawnedServer> {
  const { dataDir, env = {}, maxFileKilobytes, program = bin } = options
  const folder = dataDir === undefined ? tempFolder() : { path: dataDir, remove: () => undefined }
  const settings = { ...env, BACKCHANNEL_DATA_DIR: folder.path }
  const child = startBin([program, 'serve'], { PORT: '0', ...settings }, maxFileKilobytes)
  const url = await child.printed(/listens on (http:\S+)/).catch((error: unknown) => {
    folder.remove()
    throw error
  })
  await child.printed(/Data: /)
  return {
    url,
    port: Number(new URL(url).port),
    invite: /Invite: (http\S+)/.exec(child.stdout())?.[1] ?? '',
    dataDir: folder.path,
    pid: child.process.pid ?? 0,
    stdout: child.stdout,
    stderr: child.stderr,
    finished: child.finished,
    async stop(signal = 'SIGTERM') {
      child.process.kill(signal)
      const finished = await child.finished
      folder.remove()
      return finished
    },
    cli: (args) => runCli(args, settings),
  }
}

/** Runs one command line to its end, as a person would. */
export function runCli(args: readonly string[], env: Record<string, string> = {}): Promise<Finished> {
  mustBeBuilt()
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [bin, ...args], processOptions(env), (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, signal: child.signalCode, stdout, stderr }),
    )
  })
}

const processOptions = (env: Record<string, string>) => ({ cwd: root, env: { ...process.env, ...env } })

function mustBeBuilt(): void {
  if (!existsSync(join(root, 'dist/node/server/main.js'))) {
    throw new Error('the server is not built: run "npx tsc -p scripts" first')
  }
}

/** A process of the command line with what it has printed so far. Killed with this one, whatever happens. */
function startBin(args: readonly string[], env: Record<string, string>, maxFileKilobytes?: number) {
  mustBeBuilt()
  const command = [process.execPath, ...args]
  if (maxFileKilobytes !== undefined)
    command.unshift('bash', '-c', `ulimit -f ${maxFileKilobytes}; exec "$0" "$@"`)
  // Where Linux can, it ends the server with this process, even one that was killed itself.
  if (existsSync(setpriv)) command.unshift(setpriv, '--pdeathsig', 'KILL')
  const [program = '', ...rest] = command
  const child: ChildProcess = spawn(program, rest, processOptions(env))
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (data: Buffer) => (stdout += data.toString()))
  child.stderr?.on('data', (data: Buffer) => (stderr += data.toString()))
  const finished = new Promise<Finished>((resolve) => {
    child.once('close', (code, signal) => {
      process.off('exit', kill)
      resolve({ code, signal, stdout, stderr })
    })
  })
  return {
    process: child,
    finished,
    stdout: () => stdout,
    stderr: () => stderr,
    /** Resolves to the pattern's first group once stdout holds it; rejects if the process ends before. */
    printed: (pattern: RegExp): Promise<string> =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(stdout)
          if (found !== null) resolve(found[1] ?? found[0])
        }
        look()
        child.stdout?.on('data', look)
        void finished.then((end) => reject(new Error(`the process ended (${end.code}): ${end.stderr}`)))
      }),
  }
}
