import { expect, test } from 'vitest'
import { faultTable } from './fault-table.ts'
import { mergeTables } from './merge-tables.ts'

const head = ['| Row | Fault |', '| --- | --- |']
const table = (...rows: string[]): string => [...head, ...rows].join('\n')

test('a row that ran again replaces its lines in their place, and the other rows stay', () => {
  const before = table(
    '| R2   | a power cut  |',
    '|      | 3 runs       |',
    '| R10  | stopped, in chromium |',
    '|      | noticed |',
    '| R10  | stopped, in firefox |',
    '| P1 FAILED | a page |',
  )
  const fresh = table('| R10 | killed |', '|  | 1 run |', '| P1 | a page |', '| R3 FAILED | the order |')
  expect(mergeTables(before, fresh)).toBe(
    table(
      '| R2 | a power cut |',
      '|  | 3 runs |',
      '| R3 FAILED | the order |',
      '| R10 | killed |',
      '|  | 1 run |',
      '| P1 | a page |',
    ),
  )
})

test('where there is no table yet, it is the fresh one', () => {
  expect(mergeTables('', table('| R1 | killed |'))).toBe(table('| R1 | killed |'))
})

test('the table of faults has one figure a line', () => {
  const report = { row: 'R1', fault: 'killed', seed: 7, runs: 1, sends: 2_000, control: undefined }
  const figures = [{ what: 'caught up', value: 1_500, limit: 20_000, unit: 'ms' }]
  const held = { ...report, violations: [], figures }
  const violations = [{ kind: 'lost' as const, what: 'a message' }]
  const control = { ...report, control: 'the flush', violations, figures: [] }
  expect(
    faultTable([{ row: 'R1', fault: 'killed', held, controls: [control], passed: true }])
      .split('\n')
      .slice(2),
  ).toEqual([
    '| R1 | killed |  | seed 7 |',
    '|  | 1 run, 2,000 sends | 0 violations | ≤ 0 |',
    '|  | caught up | 1,500 ms | ≤ 20,000 |',
    '|  | without the flush |  |  |',
    '|  | ↳ lost | 1 violation | ≤ 0 |',
  ])
})
