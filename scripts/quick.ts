import { spawn } from 'node:child_process'
import { inProject, projectFolder } from './system/project.ts'
import { runChild } from './system/run-child.ts'

interface Part {
  name: string
  args: readonly string[]
  env?: Record<string, string>
}

const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
const eslint = inProject('node_modules', 'eslint', 'bin', 'eslint.js')
const tsc = inProject('node_modules', 'typescript', 'bin', 'tsc')
/** As in `npm run check`. */
const runtimes = ['extension/background/channel', 'extension', 'server', 'test']
const types: Part = { name: 'types', args: [tsc, '-b', ...runtimes] }
const lint: Part = {
  name: 'lint',
  args: [eslint, '.', '--cache', '--cache-location', inProject('dist', 'types', 'eslint')],
}
const unit: Part = {
  name: 'unit',
  args: [vitest, 'run', '--project', 'unit'],
  env: { BACKCHANNEL_QUICK: '1' },
}

/** Runs beside others, so what it says is printed when it has ended. Answers whether it found nothing. */
function run({ name, args, env = {} }: Part): Promise<boolean> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (output += data.toString()))
    child.once('error', reject)
    child.once('close', (code) => {
      const seconds = Math.round((performance.now() - began) / 1_000)
      console.log(`${name}: ${code === 0 ? 'good' : 'FAILED'} after ${seconds} s`)
      if (code !== 0) console.log(output)
      resolve(code === 0)
    })
  })
}

/**
 * `npm run test:quick`: types, lint and unit tests beside each other, for the time while one writes; of random stories a fifth. With `--watch` the unit
 * tests that a change concerns run again at each change; types and lint run once.
 */
async function main(watches: boolean): Promise<number> {
  if (watches) {
    await Promise.all([run(types), run(lint)])
    return runChild(process.execPath, [vitest, '--project', 'unit'])
  }
  const good = await Promise.all([run(types), run(lint), run(unit)])
  return good.every(Boolean) ? 0 : 1
}

process.exitCode = await main(process.argv.includes('--watch'))
