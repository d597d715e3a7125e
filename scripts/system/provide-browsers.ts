import { existsSync, readFileSync } from 'node:fs'
import { chromiumPrograms, firefoxPrograms } from './browser-programs.ts'
import { findProgram } from './find-program.ts'
import { runChild } from './run-child.ts'

interface Part {
  name: string
  programs: readonly string[]
  debianPackage: string
}

/** What the browser tests drive. */
const parts: readonly Part[] = [
  { name: 'Chromium', programs: chromiumPrograms, debianPackage: 'chromium' },
  { name: 'Firefox', programs: firefoxPrograms, debianPackage: 'firefox-esr' },
  { name: 'Xvfb', programs: ['Xvfb'], debianPackage: 'xvfb' },
  { name: 'xdotool', programs: ['xdotool'], debianPackage: 'xdotool' },
]

const missingParts = (): Part[] => parts.filter(({ programs }) => findProgram(programs) === undefined)

const onDebian = (): boolean =>
  existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))

async function install(packages: readonly string[]): Promise<void> {
  console.log(`Installing ${packages.join(', ')} from Debian's packages`)
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  await runChild('apt-get', ['update', '-qq'], quiet)
  await runChild('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet)
}

/**
 * Installs what is missing where that is possible without asking: as root on Debian. Answers with a sentence that says
 * what is missing still, and nothing when all is there.
 */
export async function provideBrowsers(): Promise<string | undefined> {
  const wanted = missingParts()
  if (wanted.length > 0 && process.getuid?.() === 0 && onDebian()) {
    await install(wanted.map(({ debianPackage }) => debianPackage))
  }
  const missing = missingParts()
  if (missing.length === 0) return undefined
  const names = missing.map(({ name }) => name).join(', ')
  const packages = missing.map(({ debianPackage }) => debianPackage).join(' ')
  return `The browser tests need ${names}: install and put in PATH, on Debian with "sudo apt-get install ${packages}".`
}
