import { Linter } from 'eslint'
import { expect, it } from 'vitest'
import { holdToast } from '../../../extension/content/hold-toast.ts'
import { removeToast } from '../../../extension/content/remove-toast.ts'
import { revealToast } from '../../../extension/content/reveal-toast.ts'

/** What every page offers. A name beyond these would be undefined once the function is injected as text. */
const pageGlobals = [
  'document',
  'getComputedStyle',
  'globalThis',
  'matchMedia',
  'setInterval',
  'clearInterval',
  'setTimeout',
]

const undefinedNames = (source: string): string[] =>
  new Linter()
    .verify(`(${source})`, {
      languageOptions: { globals: Object.fromEntries(pageGlobals.map((name) => [name, 'readonly'])) },
      rules: { 'no-undef': 'error' },
    })
    .map(({ message }) => message)

it.each([holdToast, revealToast, removeToast])('%o uses nothing from outside of itself', (injected) => {
  expect(undefinedNames(injected.toString())).toEqual([])
})

it('would be told otherwise', () => {
  const outside = 'outside'
  expect(undefinedNames((() => outside).toString())).toEqual(["'outside' is not defined."])
})
