import { inProject } from './system/project.ts'
import { readyBrowsers } from './system/ready-browsers.ts'
import { runChild } from './system/run-child.ts'

const benches = ['toast']

const usage = `npm run bench -- toast    from the server's commit to the painted toast, about 4 minutes`

async function main(): Promise<number> {
  const [bench, ...more] = process.argv.slice(2)
  if (bench === undefined || !benches.includes(bench) || more.length > 0) {
    console.error(usage)
    return 2
  }
  if (!(await readyBrowsers('The benchmarks'))) return 1
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
  const config = inProject('test', 'bench', 'vitest.config.ts')
  return runChild(process.execPath, [vitest, 'run', '--config', config, `/${bench}.bench.ts`])
}

process.exitCode = await main()
