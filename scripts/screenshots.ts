import { buildExtension, targets } from './extension/build-extension.ts'
import { inProject } from './system/project.ts'
import { browserParts, pictureParts, providePrograms, whatIsMissing } from './system/provide-programs.ts'
import { runChild } from './system/run-child.ts'

/** `npm run screenshots`: the pictures in docs/images, by the tests' browser. */
async function main(): Promise<number> {
  const missing = whatIsMissing(
    [...(await providePrograms(browserParts)), ...(await providePrograms(pictureParts))],
    'The pictures',
  )
  if (missing !== undefined) {
    console.error(missing)
    return 1
  }
  for (const target of targets) await buildExtension(target)
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
  const config = inProject('test', 'screenshots', 'vitest.config.ts')
  return runChild(process.execPath, [vitest, 'run', '--config', config, ...process.argv.slice(2)])
}

process.exitCode = await main()
