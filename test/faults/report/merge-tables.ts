const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

const rowOf = (line: string): string => cellsOf(line)[0]?.split(' ')[0] ?? ''
const linesOf = (table: string): string[] => table.split('\n').filter((line) => line.startsWith('|'))

/** R2 before R10, P after R, and a row's browsers in the order of the alphabet. */
function inOrder(a: string, b: string): number {
  const [one, other] = [rowOf(a), rowOf(b)]
  return (
    other.slice(0, 1).localeCompare(one.slice(0, 1)) ||
    Number(one.slice(1)) - Number(other.slice(1)) ||
    (cellsOf(a)[1] ?? '').localeCompare(cellsOf(b)[1] ?? '')
  )
}

/** The Markdown table `before` with those of its rows that were run again as they are in `fresh`. */
export function mergeTables(before: string, fresh: string): string {
  const [header = '', rule = '', ...run] = linesOf(fresh)
  const again = new Set(run.map(rowOf))
  const kept = linesOf(before)
    .slice(2)
    .filter((line) => !again.has(rowOf(line)))
  const rows = [...kept, ...run].sort(inOrder)
  return [header, rule, ...rows.map((line) => `| ${cellsOf(line).join(' | ')} |`)].join('\n')
}
