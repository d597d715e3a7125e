import type { RowReport } from '../harness/fault-row.ts'

/** One row of the table: how a row of faults ended, with its control. */
export interface TableRow {
  row: string
  fault: string
  held: RowReport | undefined
  control: RowReport | undefined
  passed: boolean
}

const figures = ({ figures }: RowReport): string =>
  figures.map(({ what, value, limit, unit }) => `${what} ${value} ${unit} (≤ ${limit})`).join('; ')

/** What the control came to: the violations that were found, or the figure that went beyond its limit. */
function caught({ control, violations, figures }: RowReport): string {
  const beyond = figures.filter(({ value, limit }) => !(value <= limit))
  const kinds = new Map<string, number>()
  for (const { kind } of violations) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const found = [
    ...[...kinds].map(([kind, count]) => `${count} ${kind}`),
    ...beyond.map(({ what, value, unit }) => `${what} ${value} ${unit}`),
  ]
  return `${control}: ${found.join(', ') || 'nothing'}`
}

const number = (value: number | undefined): string => (value === undefined ? '-' : value.toLocaleString('en'))

/** As a Markdown table, which reads well in a terminal too. */
export function faultTable(rows: readonly TableRow[]): string {
  const header = ['Row', 'Fault', 'Runs', 'Sends', 'Violations', 'Worst', 'Caught without', 'Seed']
  const lines = rows.map(({ row, fault, held, control, passed }) => [
    passed ? row : `${row} FAILED`,
    fault,
    number(held?.runs),
    number(held?.sends),
    number(held?.violations.length),
    held === undefined ? '-' : figures(held) || '-',
    control === undefined ? '-' : caught(control),
    String(held?.seed ?? control?.seed ?? '-'),
  ])
  const all = [header, header.map(() => '---'), ...lines]
  return all.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
