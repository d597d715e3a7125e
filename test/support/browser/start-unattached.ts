import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumPrograms, firefoxPrograms } from '../../../scripts/system/browser-programs.ts'
import { findProgram } from '../../../scripts/system/find-program.ts'
import type { BrowserName } from './browser-under-test.ts'
import { extensionBuild } from './extension-build.ts'
import { firefoxPreferences } from './firefox/preferences.ts'

export interface UnattachedBrowser {
  close(): Promise<void>
}

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []

export interface UnattachedOptions {
  /** Of the extension, in Chromium; Firefox has its own in the profile. The one in `dist` when left out. */
  build?: string | undefined
  /** An X display such as `:99`: the browser has a window there, and none at all when left out. */
  display?: string
  /** Of Firefox, beside those of all tests. */
  preferences?: Readonly<Record<string, string | number | boolean>>
}

function firefox(profile: string, { display, preferences }: UnattachedOptions): [string, string[]] {
  const lines = Object.entries({ ...firefoxPreferences, ...preferences }).map(
    ([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});\n`,
  )
  writeFileSync(join(profile, 'user.js'), lines.join(''))
  const headless = display === undefined ? ['--headless'] : []
  return [findProgram(firefoxPrograms) ?? 'firefox', [...headless, '--no-remote', '--profile', profile]]
}

function chromium(profile: string, options: UnattachedOptions): [string, string[]] {
  const { build = extensionBuild('chromium'), display } = options
  const headless = display === undefined ? ['--headless=new'] : []
  const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update']
  const own = [`--user-data-dir=${profile}`, `--load-extension=${build}`]
  return [
    findProgram(chromiumPrograms) ?? 'chromium',
    [...headless, ...asRoot, ...quiet, ...own, 'about:blank'],
  ]
}

/**
 * A browser as a person has it, on a profile that was joined before: no driver and no debugger, which would keep the
 * extension's background alive. What it does shows on the server alone.
 */
export function startUnattached(
  name: BrowserName,
  profile: string,
  options: UnattachedOptions = {},
): UnattachedBrowser {
  const [program, args] = (name === 'firefox' ? firefox : chromium)(profile, options)
  const { display } = options
  const env = display === undefined ? process.env : { ...process.env, DISPLAY: display }
  const child = spawn(program, args, { stdio: 'ignore', detached: true, env })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    close: async () => {
      child.kill()
      await ended
    },
  }
}
