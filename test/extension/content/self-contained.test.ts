import { Linter } from 'eslint'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { composeInjected } from '../../../scripts/extension/compose-injected.ts'

const content = fileURLToPath(new URL('../../../extension/content', import.meta.url))
const injected = readdirSync(content).filter(
  (file) => file.endsWith('-toast.ts') && file !== 'mounted-toast.ts',
)

/** What every page offers. A name beyond these would be undefined once the function is injected as text. */
const pageGlobals = [
  'AbortController',
  'document',
  'Element',
  'HTMLElement',
  'MutationObserver',
  'getComputedStyle',
  'globalThis',
  'matchMedia',
  'setInterval',
  'clearInterval',
  'setTimeout',
]

const undefinedNames = (source: string): string[] =>
  new Linter()
    .verify(source, {
      languageOptions: { globals: Object.fromEntries(pageGlobals.map((name) => [name, 'readonly'])) },
      rules: { 'no-undef': 'error' },
    })
    .map(({ message }) => message)

it.each(injected)(
  '%s is composed into one function that uses nothing from outside of itself',
  async (file) => {
    const { code } = await composeInjected(join(content, file))
    expect(undefinedNames(code)).toEqual([])
  },
)

it('a name from outside is found', () => {
  expect(undefinedNames('export function a() { return outside }')).toEqual(["'outside' is not defined."])
})

it('a composed function names its files, which a build that watches reads again', async () => {
  const file = join(content, 'probe-toast.ts')
  const { files } = await composeInjected(file)
  expect(files.map((path) => basename(path)).sort()).toEqual(['mounted-toast.ts', 'probe-toast.ts'])
})
