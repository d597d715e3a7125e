import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { buildExtension, targets } from './extension/build-extension.ts'
import { inProject } from './system/project.ts'
import { browserParts, providePrograms, whatIsMissing } from './system/provide-programs.ts'
import { runChild } from './system/run-child.ts'

const usage = `npm run bench -- toast               from the server's commit to the painted toast, 100 times each
npm run bench -- toast --times 20    less often`

interface BenchOptions {
  name: string
  times: string
}

/** Undefined when something is wrong with what was typed. */
function readOptions(args: readonly string[]): BenchOptions | undefined {
  try {
    const options = { times: { type: 'string', default: '100' } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [name = '', ...more] = positionals
    const isKnown = /^[a-z-]+$/.test(name) && existsSync(inProject('test', 'bench', `${name}.bench.ts`))
    if (!isKnown || more.length > 0 || !/^[1-9]\d{0,4}$/.test(values.times)) return undefined
    return { name, times: values.times }
  } catch {
    return undefined
  }
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2))
  if (options === undefined) {
    console.error(usage)
    return 2
  }
  const missing = whatIsMissing(await providePrograms(browserParts))
  if (missing !== undefined) {
    console.error(missing)
    return 1
  }
  for (const target of targets) await buildExtension(target)
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
  const config = inProject('test', 'bench', 'vitest.config.ts')
  return runChild(process.execPath, [vitest, 'run', '--config', config, `/${options.name}.bench.ts`], {
    BACKCHANNEL_BENCH_TIMES: options.times,
  })
}

process.exitCode = await main()
