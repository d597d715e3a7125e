/** The lines of one row: its name is in the first. */
interface Group {
  row: string
  fault: string
  lines: string[]
}

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

const linesOf = (table: string): string[] => table.split('\n').filter((line) => line.startsWith('|'))

function groupsOf(table: string): Group[] {
  const groups: Group[] = []
  for (const line of linesOf(table).slice(2)) {
    const [name = '', fault = ''] = cellsOf(line)
    if (name !== '') groups.push({ row: name.split(' ')[0] ?? '', fault, lines: [] })
    groups.at(-1)?.lines.push(line)
  }
  return groups
}

/** R2 before R10, P after R, and a row's browsers in the order of the alphabet. */
const inOrder = (one: Group, other: Group): number =>
  other.row.slice(0, 1).localeCompare(one.row.slice(0, 1)) ||
  Number(one.row.slice(1)) - Number(other.row.slice(1)) ||
  one.fault.localeCompare(other.fault)

/** The Markdown table `before`, in which the rows that were run again are as in `fresh`. */
export function mergeTables(before: string, fresh: string): string {
  const [header = '', rule = ''] = linesOf(fresh)
  const run = groupsOf(fresh)
  const again = new Set(run.map(({ row }) => row))
  const kept = groupsOf(before).filter(({ row }) => !again.has(row))
  const lines = [...kept, ...run].sort(inOrder).flatMap((group) => group.lines)
  return [header, rule, ...lines.map((line) => `| ${cellsOf(line).join(' | ')} |`)].join('\n')
}
