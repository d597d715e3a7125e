import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { buildExtension, targets } from './extension/build-extension.ts'
import { packageExtension } from './extension/package-extension.ts'
import { inProject, projectFolder } from './system/project.ts'
import { browserParts, faultParts, providePrograms, whatIsMissing } from './system/provide-programs.ts'
import { runChild } from './system/run-child.ts'

/** CI systems set it to `true`; people who have it empty or `false` mean that they are none. */
const inCi = (): boolean => !['', 'false'].includes(process.env['CI'] ?? '')

const vitest = [inProject('node_modules', 'vitest', 'vitest.mjs'), 'run']

const projects = (names: readonly string[]): string[] => names.flatMap((name) => ['--project', name])

/** They wait for a page half of the time, and what they hold against a limit needs the machine when they ask for it. */
const withBrowsers = projects(['browser', 'faults', 'speed'])
const withoutBrowsers = projects(['unit', 'process', 'architecture'])
/** Two minutes in which nobody does anything. */
const alive = projects(['alive'])

/**
 * Runs tests with what others leave of the machine. What they say is printed when they have ended, since others print
 * meanwhile.
 */
function runBehind(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe'] })
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
    const output: Buffer[] = []
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => void output.push(data))
    child.once('error', reject)
    child.once('close', (code) => {
      console.log(Buffer.concat(output).toString())
      resolve(code ?? 1)
    })
  })
}

/** The browsers' tests one after the other, and all others behind them. Returns the code of what failed, else 0. */
async function runAll(): Promise<number> {
  console.log('Unit tests run behind those with browsers; what they say follows when they have ended.')
  const codes = await Promise.all([
    runBehind([...vitest, ...alive, ...withoutBrowsers]),
    runChild(process.execPath, [...vitest, ...withBrowsers]),
  ])
  return codes.find((code) => code !== 0) ?? 0
}

/**
 * `npm test`: everything. Arguments go to Vitest. On a person's machine that lacks a browser the rest still runs, and
 * the run says first and last what it left out; in CI that is a failure.
 */
async function main(): Promise<number> {
  const missing = whatIsMissing(await providePrograms(browserParts))
  if (missing !== undefined) {
    console.error(missing)
    if (inCi()) return 1
  }
  await providePrograms(faultParts)
  for (const target of targets) await buildExtension(target)
  packageExtension()

  const given = process.argv.slice(2)
  const only = missing === undefined ? [] : [...withoutBrowsers, ...projects(['speed'])]
  const code =
    missing === undefined && given.length === 0
      ? await runAll()
      : await runChild(process.execPath, [...vitest, ...only, ...given])
  if (missing !== undefined) console.error(`Not run: the browser tests. ${missing}`)
  return code
}

process.exitCode = await main()
