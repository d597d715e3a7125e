import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserName } from '../../support/browser/browser-under-test.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** One defence, as the built code has it, and what the code has without it. */
export interface Removal {
  /** Inside of the built folder. */
  file: string
  find: string
  put: string
}

/**
 * A copy of the built server with defences taken out, for controls: what ships has no switch for it. Throws when one
 * is not found exactly once, since a control that takes nothing out would prove nothing. Answers with the program to
 * give to `spawnServer`, and how to get rid of the copy.
 */
export function serverWithout(removals: readonly Removal[]): { program: string; remove(): void } {
  const copy = copyWithout(join(root, 'dist/node'), removals)
  const program = join(copy.path, 'bin.js')
  const start = `import { main } from './server/main.js'\nprocess.exitCode = await main(process.argv.slice(2))\n`
  writeFileSync(program, start)
  return { program, remove: copy.remove }
}

/**
 * The same code as the extension that ships, not minified: nobody could find a defence in minified text. Built when the
 * first control asks for it; a build of the one that ships removes it.
 */
function readableBuild(browser: BrowserName): string {
  const target = browser === 'chromium' ? 'chrome' : 'firefox'
  const folder = join(root, 'dist/readable', target)
  if (!existsSync(folder))
    execFileSync(process.execPath, [join(root, 'dist/node/scripts/build.js'), '--readable', target])
  return folder
}

/** A copy of the built extension with defences taken out; the names of its files change with each build. */
export function extensionWithout(
  browser: BrowserName,
  ...removals: readonly Omit<Removal, 'file'>[]
): { path: string; remove(): void } {
  const folder = readableBuild(browser)
  const files = readdirSync(join(folder, 'assets')).map((file) => join('assets', file))
  const inFile = ({ find, put }: Omit<Removal, 'file'>): Removal => {
    const holding = files.filter((file) => readFileSync(join(folder, file), 'utf8').includes(find))
    const [file] = holding
    if (file === undefined || holding.length > 1) throw new Error(`"${find}" is in ${holding.length} files`)
    return { file, find, put }
  }
  return copyWithout(folder, removals.map(inFile))
}

/** A copy of a built folder with defences taken out. */
function copyWithout(built: string, removals: readonly Removal[]): { path: string; remove(): void } {
  const parent = join(root, 'dist/faults')
  mkdirSync(parent, { recursive: true })
  const path = mkdtempSync(join(parent, `${basename(built)}-`))
  cpSync(built, path, { recursive: true })
  for (const { file, find, put } of removals) {
    const text = readFileSync(join(path, file), 'utf8')
    const times = text.split(find).length - 1
    if (times !== 1) throw new Error(`"${find}" is ${times} times in ${file}: the control takes nothing out`)
    writeFileSync(
      join(path, file),
      text.replace(find, () => put),
    )
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
