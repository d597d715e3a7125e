import { expect, test } from 'vitest'
import { mergeTables } from './merge-tables.ts'

const head = ['| Row | Fault |', '| --- | --- |']
const table = (...rows: string[]): string => [...head, ...rows].join('\n')

test('what was run again is replaced, in its place, and the rest stays', () => {
  const before = table(
    '| R2   | a power cut  |',
    '| R10  | stopped, in chromium |',
    '| R10  | stopped, in firefox |',
    '| P1 FAILED | a page |',
  )
  const fresh = table('| R10 | killed |', '| P1 | a page |', '| R3 FAILED | the order |')
  expect(mergeTables(before, fresh)).toBe(
    table('| R2 | a power cut |', '| R3 FAILED | the order |', '| R10 | killed |', '| P1 | a page |'),
  )
})
test('where there is no table yet, it is the fresh one', () => {
  expect(mergeTables('', table('| R1 | killed |'))).toBe(table('| R1 | killed |'))
})
