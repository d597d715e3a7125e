import type { Figure, RowReport } from '../harness/fault-row.ts'

/** One row of faults: how it ended, with its controls. */
export interface TableRow {
  row: string
  fault: string
  held: RowReport | undefined
  controls: RowReport[]
  passed: boolean
}

type Cells = readonly [row: string, what: string, worst: string, limit: string]

const header: Cells = ['Row', 'Fault, its figures, and what its control found', 'Worst', 'Limit']

const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`

const withUnit = (value: number, unit: string): string => `${value.toLocaleString('en')} ${unit}`

const figureLine = ({ what, value, limit, unit }: Figure): Cells => [
  '',
  what,
  withUnit(value, unit),
  `≤ ${limit.toLocaleString('en')}`,
]

function heldLines({ runs, sends, violations, figures }: RowReport): Cells[] {
  const counts = `${counted(runs, 'run')}, ${counted(sends, 'send')}`
  return [['', counts, counted(violations.length, 'violation'), '≤ 0'], ...figures.map(figureLine)]
}

/** The violations that the control came to, and the figures that went beyond their limits. */
function controlLines({ control, violations, figures }: RowReport): Cells[] {
  const kinds = new Map<string, number>()
  for (const { kind } of violations) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const found = [...kinds].map(([kind, count]): Cells => [
    '',
    `↳ ${kind}`,
    counted(count, 'violation'),
    '≤ 0',
  ])
  const beyond = figures
    .filter(({ value, limit }) => !(value <= limit))
    .map((figure): Cells => figureLine({ ...figure, what: `↳ ${figure.what}` }))
  return [
    ['', `without ${control}`, found.length + beyond.length === 0 ? 'nothing' : '', ''],
    ...found,
    ...beyond,
  ]
}

/** As a Markdown table with one figure a line. A line without a row's name belongs to the row above it. */
export function faultTable(rows: readonly TableRow[]): string {
  const lines = rows.flatMap(({ row, fault, held, controls, passed }): Cells[] => [
    [passed ? row : `${row} FAILED`, fault, '', `seed ${held?.seed ?? controls[0]?.seed ?? '-'}`],
    ...(held === undefined ? [] : heldLines(held)),
    ...controls.flatMap(controlLines),
  ])
  const all = [header, header.map(() => '---'), ...lines]
  return all.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
