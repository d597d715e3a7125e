import { Linter } from 'eslint'
import { expect, it } from 'vitest'
import { blurToast } from '../../../extension/content/blur-toast.ts'
import { focusToast } from '../../../extension/content/focus-toast.ts'
import { holdToast } from '../../../extension/content/hold-toast.ts'
import { lookForToast } from '../../../extension/content/look-for-toast.ts'
import { removeToast } from '../../../extension/content/remove-toast.ts'
import { revealToast } from '../../../extension/content/reveal-toast.ts'

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
    .verify(`(${source})`, {
      languageOptions: { globals: Object.fromEntries(pageGlobals.map((name) => [name, 'readonly'])) },
      rules: { 'no-undef': 'error' },
    })
    .map(({ message }) => message)

it.each([holdToast, revealToast, removeToast, lookForToast, focusToast, blurToast])(
  '%o uses nothing from outside of itself',
  (injected) => {
    expect(undefinedNames(injected.toString())).toEqual([])
  },
)

it('would be told otherwise', () => {
  const outside = 'outside'
  expect(undefinedNames((() => outside).toString())).toEqual(["'outside' is not defined."])
})
