import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chromiumPrograms, firefoxPrograms } from './browser-programs.ts'
import { findProgram } from './find-program.ts'
import { runChild } from './run-child.ts'

export interface Part {
  name: string
  /** One of these has to be there. None: it is no program, and `isThere` says. */
  programs: readonly string[]
  isThere?(): boolean
  debianPackage: string
}

/** What the browser tests drive. */
export const browserParts: readonly Part[] = [
  { name: 'Chromium', programs: chromiumPrograms, debianPackage: 'chromium' },
  { name: 'Firefox', programs: firefoxPrograms, debianPackage: 'firefox-esr' },
  { name: 'Xvfb', programs: ['Xvfb'], debianPackage: 'xvfb' },
  { name: 'xdotool', programs: ['xdotool'], debianPackage: 'xdotool' },
]

/** What some rows of faults are made with; a row without its tool is left out and says so. */
export const faultParts: readonly Part[] = [
  { name: 'strace', programs: ['strace'], debianPackage: 'strace' },
  { name: 'iptables', programs: ['iptables'], debianPackage: 'iptables' },
  { name: 'ip', programs: ['ip'], debianPackage: 'iproute2' },
  { name: 'mkfs.ext4', programs: ['mkfs.ext4'], debianPackage: 'e2fsprogs' },
  { name: 'losetup', programs: ['losetup'], debianPackage: 'mount' },
]

/** fontconfig comes with the browsers. */
const hasFont = (pattern: string) => (): boolean => {
  const { status, stdout } = spawnSync('fc-list', [pattern, 'family'], { encoding: 'utf8' })
  return status === 0 && stdout.trim() !== ''
}

/** What the documentation's pictures need besides: without them Korean and emoji are drawn as boxes. */
export const pictureParts: readonly Part[] = [
  { name: 'a Korean font', programs: [], isThere: hasFont(':lang=ko'), debianPackage: 'fonts-noto-cjk' },
  {
    name: 'an emoji font',
    programs: [],
    isThere: hasFont(':lang=und-zsye'),
    debianPackage: 'fonts-noto-color-emoji',
  },
]

const onDebian = (): boolean =>
  existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))

async function install(packages: readonly string[]): Promise<void> {
  console.log(`Installing ${packages.join(', ')} from Debian's packages`)
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  await runChild('apt-get', ['update', '-qq'], quiet)
  await runChild('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet)
}

/**
 * Installs what is missing where that is possible without asking: as root on Debian. Answers with what is missing
 * still.
 */
export async function providePrograms(parts: readonly Part[]): Promise<Part[]> {
  const missing = (): Part[] =>
    parts.filter(({ programs, isThere }) => !(isThere?.() ?? findProgram(programs) !== undefined))
  const wanted = missing()
  if (wanted.length > 0 && process.getuid?.() === 0 && onDebian()) {
    await install(wanted.map(({ debianPackage }) => debianPackage))
  }
  return missing()
}

/** A sentence for the person who runs `what`; undefined when nothing is missing. */
export function whatIsMissing(missing: readonly Part[], what = 'The browser tests'): string | undefined {
  if (missing.length === 0) return undefined
  const names = missing.map(({ name }) => name).join(', ')
  const packages = missing.map(({ debianPackage }) => debianPackage).join(' ')
  return `${what} need ${names}: install and put in PATH, on Debian with "sudo apt-get install ${packages}".`
}
