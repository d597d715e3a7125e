import { readFileSync } from 'node:fs'
import type axe from 'axe-core'
import { inProject } from '../../../scripts/system/project.ts'
import { colorSchemes, type BrowserUnderTest, type ColorScheme } from './browser-under-test.ts'
import type { FrameUnderTest } from './page-under-test.ts'

declare global {
  interface Window {
    axe: typeof axe
  }
}

const source = readFileSync(inProject('node_modules', 'axe-core', 'axe.min.js'), 'utf8')

/** Runs in the document: what axe finds, with where and why, and that the colours are those that were asked for. */
async function audit(scheme: ColorScheme): Promise<string[]> {
  const matches = (query: string): boolean => matchMedia(query).matches
  const now = matches('(forced-colors: active)')
    ? 'forced'
    : matches('(prefers-color-scheme: dark)')
      ? 'dark'
      : 'light'
  if (now !== scheme) return [`the colours are ${now}`]
  // A heading of the first level is the whole page's to have, not a frame's in it.
  const rules = { 'page-has-heading-one': { enabled: window === window.top } }
  const { violations } = await window.axe.run(document, {
    iframes: false,
    resultTypes: ['violations'],
    rules,
  })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      const why = failureSummary.split('\n').slice(1).join('; ').trim()
      return `${id}: ${target.join(' ')}: ${why}`
    }),
  )
}

/** All that axe objects to in a document, in each scheme of colours. */
export async function violationsIn(browser: BrowserUnderTest, frame: FrameUnderTest): Promise<string[]> {
  await frame.runScript(source)
  const found: string[] = []
  for (const scheme of colorSchemes) {
    await browser.setColors(scheme)
    // Transitions of colours come to their end, and a driver's word to every process.
    await frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)), undefined)
    for (const violation of await frame.evaluate(audit, scheme)) found.push(`${scheme}: ${violation}`)
  }
  return found
}
