import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const inProject = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const unique = (names: Iterable<string>): string[] => [...new Set(names)].sort()

/** A file `r09-….test.ts` holds row R9; `.full` says that `npm run faults` alone runs it. */
const rowsOfFiles = (): string[] =>
  unique(
    readdirSync(inProject('test/faults'), { recursive: true, encoding: 'utf8' })
      .map((path) => /\/([prs]\d\d)-[\w-]+(?:\.full)?\.test\.tsx?$/.exec(path)?.[1])
      .filter((name) => name !== undefined)
      .map((name) => `${name.slice(0, 1).toUpperCase()}${Number(name.slice(1))}`),
  )

it('the page of guarantees names every row of faults, and no other', () => {
  const page = readFileSync(inProject('docs/guarantees.md'), 'utf8')
  const promises = page.slice(page.indexOf('## Delivery'), page.indexOf('## What is not shown'))
  const named = unique([...promises.matchAll(/\b[PRS]\d+\b/g)].map(([name]) => name))
  expect(rowsOfFiles()).toContain('R1')
  expect(named).toEqual(rowsOfFiles())
})
