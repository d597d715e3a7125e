import { basename } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'

/** What a file of `extension/content` exports: `mount-toast.ts` exports `mountToast`. */
const exportOf = (file: string): string =>
  basename(file, '.ts').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

export interface ComposedFunction {
  /** A module with the one function. */
  code: string
  map: Rolldown.SourceMap | null
  /** Every file that it is made of. */
  files: string[]
}

/**
 * Composes a function of `extension/content` and all that it imports into one function that uses nothing from outside of
 * itself: the browser injects it as text.
 */
export async function composeInjected(file: string): Promise<ComposedFunction> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      sourcemap: 'hidden',
      target: 'esnext',
      lib: { entry: file, formats: ['es'] },
    },
  })
  const [chunk] = [built].flat().flatMap((one) => ('output' in one ? one.output : []))
  if (chunk?.type !== 'chunk') throw new Error(`${file} was not composed`)
  const name = exportOf(file)
  const [inner, exported] = chunk.code.split(/\nexport \{ (\w+) \};/)
  if (exported !== name) throw new Error(`${file} does not export ${name} alone`)
  return {
    // The inner function has the same name as the one around it.
    code: `export function ${name}(...args) {\n${inner}\nreturn ${name}(...args)\n}\n`,
    map: chunk.map && { ...chunk.map, mappings: `;${chunk.map.mappings}` },
    files: chunk.moduleIds,
  }
}

const inContent = (path: string): boolean => path.includes('/extension/content/')

const COMPOSED = '?injected'

/** Whoever imports from `extension/content` gets the function as one that can be injected. */
export const composedInjections: Plugin = {
  name: 'composed-injections',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!source.includes('/content/') || importer === undefined) return null
    const found = await this.resolve(source, importer, { skipSelf: true })
    if (found === null || !inContent(found.id)) return found
    // Without what other plugins add to distinguish copies: this one is a copy anyway.
    return `${found.id.replace(/\?.*$/, '')}${COMPOSED}`
  },
  async load(id) {
    if (!id.endsWith(COMPOSED)) return null
    const { code, map, files } = await composeInjected(id.slice(0, -COMPOSED.length))
    for (const file of files) this.addWatchFile(file)
    return { code, map }
  },
}
