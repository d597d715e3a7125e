import { chromiumPrograms, firefoxPrograms } from '../system/browser-programs.ts'
import { findProgram } from '../system/find-program.ts'

export interface Browser {
  name: 'Chromium' | 'Firefox'
  program: string
}

/** The browsers that let themselves be started with an extension, where there is a screen to show them on. */
export function findBrowsers(): Browser[] {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  const hasDisplay = process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY)
  if (!hasDisplay) return []
  const found = [
    { name: 'Chromium', program: findProgram(chromiumPrograms) },
    { name: 'Firefox', program: findProgram(firefoxPrograms) },
  ] as const
  return found.flatMap(({ name, program }) => (program === undefined ? [] : [{ name, program }]))
}
