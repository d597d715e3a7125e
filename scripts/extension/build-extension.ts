import { build } from 'vite'
import { inProject } from '../system/project.ts'

export type Target = 'chrome' | 'firefox'
export const targets: readonly Target[] = ['chrome', 'firefox']

/** Builds `dist/<target>`. With `watch` it goes on building at each change until the process ends. */
export async function buildExtension(target: Target, watch = false): Promise<void> {
  // `vite.config.ts` is read anew by each build and takes the target from here.
  process.env['TARGET'] = target
  await build({
    configFile: inProject('vite.config.ts'),
    logLevel: 'warn',
    build: watch ? { watch: {} } : {},
  })
}
