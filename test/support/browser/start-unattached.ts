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

function commandLine(name: BrowserName, profile: string, build: string): [program: string, args: string[]] {
  if (name === 'firefox') {
    const lines = Object.entries(firefoxPreferences).map(
      ([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});\n`,
    )
    writeFileSync(join(profile, 'user.js'), lines.join(''))
    return [findProgram(firefoxPrograms) ?? 'firefox', ['--headless', '--no-remote', '--profile', profile]]
  }
  const extension = `--load-extension=${build}`
  const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update']
  const args = ['--headless=new', ...asRoot, ...quiet, `--user-data-dir=${profile}`, extension]
  return [findProgram(chromiumPrograms) ?? 'chromium', [...args, 'about:blank']]
}

/**
 * A browser as a person has it, on a profile that was joined before: no driver and no debugger, which would keep the
 * extension's background alive. What it does shows on the server alone. `build` counts in Chromium; Firefox has its own
 * in the profile.
 */
export function startUnattached(
  name: BrowserName,
  profile: string,
  build = extensionBuild(name),
): UnattachedBrowser {
  const [program, args] = commandLine(name, profile, build)
  const child = spawn(program, args, { stdio: 'ignore', detached: true })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    close: async () => {
      child.kill()
      await ended
    },
  }
}
