import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Reporter, TestModule } from 'vitest/node'
import { faultTable, type TableRow } from './fault-table.ts'
import { mergeTables } from './merge-tables.ts'

const page = fileURLToPath(new URL('../../../docs/guarantees.md', import.meta.url))
const between = /(<!-- figures -->\n)([\s\S]*)(\n<!-- \/figures -->)/

function collect(modules: readonly TestModule[]): TableRow[] {
  const rows = new Map<string, TableRow>()
  for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
    const key = test.parent.type === 'suite' ? test.parent.name : test.name
    const [id = key, ...words] = key.split(' ')
    const row = rows.get(key) ?? {
      row: id,
      fault: words.join(' '),
      held: undefined,
      controls: [],
      passed: true,
    }
    rows.set(key, row)
    const { fault } = test.meta()
    if (fault?.control === undefined) row.held ??= fault
    else row.controls.push(fault)
    if (test.result().state === 'failed') row.passed = false
  }
  return [...rows.values()]
}

/** Prints the table of `npm run faults`; with `--write` it goes into docs/guarantees.md as well. */
export default class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const table = mergeTables('', faultTable(collect(modules)))
    process.stdout.write(`\n${table}\n`)
    if (process.env['BACKCHANNEL_FAULTS_WRITE'] !== '1') return
    const date = new Date().toISOString().slice(0, 10)
    const text = readFileSync(page, 'utf8')
    // One row that was run alone takes the place of what it was.
    const written = text.replace(
      between,
      (_, start: string, before: string, end: string) =>
        `${start}\nLast run: ${date}.\n\n${mergeTables(before, table)}\n${end}`,
    )
    writeFileSync(page, written)
  }
}
