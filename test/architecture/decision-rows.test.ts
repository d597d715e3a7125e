import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { inProject } from '../../scripts/system/project.ts'

/** Rows of the decision table that no browser can show. */
const notShown: Record<string, string> = {
  '11b': 'there are no direct messages yet',
}

/** Of the first column. */
function rowsOfTable(): string[] {
  const page = readFileSync(inProject('docs', 'notifications.md'), 'utf8')
  const table = page.slice(page.indexOf('<!-- decisions -->'), page.indexOf('<!-- /decisions -->'))
  return [...table.matchAll(/^\| (\d+[a-z]?) /gm)].map(([, row = '']) => row)
}

/** What names say, such as `'row 12b: …'` or `'rows 10b, 10c and 11a: …'`. */
function rowsOfTests(): string[] {
  const folder = inProject('test', 'browser', 'notifications')
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  const lists = files.flatMap((text) => [...text.matchAll(/['`]rows? (\d[\da-z, ]*):/g)])
  return lists.flatMap(([, list = '']) => list.match(/\d+[a-z]?/g) ?? [])
}

it('each row of the decision table is shown in real browsers, or is listed here with why not', () => {
  expect(rowsOfTable()).toContain('21c')
  const wanted = rowsOfTable().filter((row) => !(row in notShown))
  expect([...new Set(rowsOfTests())].sort()).toEqual(wanted.sort())
})
