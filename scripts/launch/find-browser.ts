import { chromiumPrograms, firefoxPrograms } from '../system/browser-programs.ts'
import { findProgram } from '../system/find-program.ts'

export interface Browser {
  name: 'Chromium' | 'Firefox'
  program: string
}

/** A browser that lets itself be started with an extension, where there is a screen to show it on. */
export function findBrowser(): Browser | undefined {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  const hasDisplay = process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY)
  if (!hasDisplay) return undefined
  const chromium = findProgram(chromiumPrograms)
  if (chromium !== undefined) return { name: 'Chromium', program: chromium }
  const firefox = findProgram(firefoxPrograms)
  return firefox === undefined ? undefined : { name: 'Firefox', program: firefox }
}
