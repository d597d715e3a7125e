import { inProject } from './system/project.ts'
import { pictureParts } from './system/provide-programs.ts'
import { readyBrowsers } from './system/ready-browsers.ts'
import { runChild } from './system/run-child.ts'

/** `npm run screenshots`: the pictures in docs/images, by the tests' browser. */
async function main(): Promise<number> {
  if (!(await readyBrowsers('The pictures', pictureParts))) return 1
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
  const config = inProject('test', 'screenshots', 'vitest.config.ts')
  return runChild(process.execPath, [vitest, 'run', '--config', config, ...process.argv.slice(2)])
}

process.exitCode = await main()
