import type { ServerTime } from '../../../protocol/entry.ts'

/** Columns as wide as their widest cell. No rows: the sentence instead. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], none: string): string {
  if (rows.length === 0) return none
  // A line break in a cell would look like a row of its own.
  const lines = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('\n', ' ')))
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** `2026-11-22 15:04` in this machine's time. */
export function moment(time: ServerTime): string {
  const date = new Date(time)
  const two = (part: number): string => String(part).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}
