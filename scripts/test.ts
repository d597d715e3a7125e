import { buildExtension, targets } from './extension/build-extension.ts'
import { packageExtension } from './extension/package-extension.ts'
import { inProject } from './system/project.ts'
import { browserParts, faultParts, providePrograms, whatIsMissing } from './system/provide-programs.ts'
import { runChild } from './system/run-child.ts'

/** CI systems set it to `true`; people who have it empty or `false` mean that they are none. */
const inCi = (): boolean => !['', 'false'].includes(process.env['CI'] ?? '')

/** The projects of vite.config.ts that need no browser. */
const withoutBrowser = ['unit', 'process', 'architecture']

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

  const only = missing === undefined ? [] : withoutBrowser.flatMap((name) => ['--project', name])
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
  const code = await runChild(process.execPath, [vitest, 'run', ...only, ...process.argv.slice(2)])
  if (missing !== undefined) console.error(`Not run: the browser tests. ${missing}`)
  return code
}

process.exitCode = await main()
