import { existsSync, renameSync, rmSync } from 'node:fs'
import { build, type BuildOptions } from 'vite'
import { inProject } from '../system/project.ts'
import { checkSizes, describeSize } from './measure-parts.ts'

export type Target = 'chrome' | 'firefox'
export const targets: readonly Target[] = ['chrome', 'firefox']

const readableBuild = (target: Target): string => inProject('dist', 'readable', target)

async function runVite(target: Target, options: BuildOptions) {
  // Each build reads `vite.config.ts` anew, which takes the target from here.
  process.env['TARGET'] = target
  // Vite believes it before anything else, and inside a test it says `test`: libraries would bring what is for developers.
  process.env['NODE_ENV'] = 'production'
  return build({ configFile: inProject('vite.config.ts'), logLevel: 'warn', build: options })
}

/** Builds `dist/<target>` as it ships, and throws when a part is over its budget. Returns the sizes as a line. */
export async function buildExtension(target: Target): Promise<string> {
  rmSync(readableBuild(target), { recursive: true, force: true })
  await runVite(target, {})
  return checkSizes(inProject('dist', target)).map(describeSize).join(', ')
}

/**
 * Builds `dist/readable/<target>`: the same code, not minified, so that a control of a fault row can take a defence out of it.
 * It appears whole, since several tests may ask for it at a time.
 */
export async function buildReadable(target: Target): Promise<void> {
  const folder = readableBuild(target)
  const outDir = `${folder}-${process.pid}`
  await runVite(target, { outDir, minify: false, cssMinify: false, sourcemap: false })
  if (existsSync(folder)) rmSync(outDir, { recursive: true })
  else renameSync(outDir, folder)
}

/**
 * Builds `dist/<target>` as it ships, and again at each change until the process ends. Settles after the first build.
 * `onBuilt` runs after each one.
 */
export async function watchExtension(target: Target, onBuilt: () => void): Promise<void> {
  const watcher = await runVite(target, { watch: {} })
  if (!('on' in watcher)) throw new Error('Vite does not watch')
  await new Promise<void>((resolve) => {
    watcher.on('event', ({ code }) => {
      if (code !== 'END') return
      onBuilt()
      resolve()
    })
  })
}
