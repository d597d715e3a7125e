const units: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** Reads `90m`, `12h`, `7d` or `2w` as milliseconds; undefined: it is none of these. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,4})([mhdw])$/.exec(text) ?? []
  const milliseconds = Number(count) * (units[unit ?? ''] ?? Number.NaN)
  return milliseconds > 0 ? milliseconds : undefined
}
