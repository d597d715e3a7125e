import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { Run } from '../harness/fault-row.ts'
import type { Removal } from '../harness/without-defence.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * The client's code as one program for a process of its own, perhaps with defences taken out of its source. Throws when one is
 * not found, since a control that takes nothing out would prove nothing.
 */
export async function clientProgram(
  run: Run<unknown>,
  entry: string,
  without: readonly Removal[] = [],
): Promise<string> {
  const parent = join(root, 'dist/faults')
  mkdirSync(parent, { recursive: true })
  const outDir = mkdtempSync(join(parent, 'client-'))
  run.onEnd(() => rmSync(outDir, { recursive: true, force: true }))
  const left = new Set(without)
  const takeOut = (code: string, id: string): string | null => {
    const here = without.filter(({ file, find }) => id.endsWith(file) && code.includes(find))
    for (const removal of here) left.delete(removal)
    return here.length === 0
      ? null
      : here.reduce((text, { find, put }) => text.replace(find, () => put), code)
  }
  await build({
    ...{ root, configFile: false, logLevel: 'silent' },
    plugins: [{ name: 'without-defence', enforce: 'pre', transform: takeOut }],
    // All in one file: it is started once a lie.
    ssr: { noExternal: true },
    build: { ssr: entry, outDir, minify: false },
  })
  for (const { find } of left) throw new Error(`"${find}" was not taken out`)
  return join(outDir, basename(entry).replace('.ts', '.js'))
}
