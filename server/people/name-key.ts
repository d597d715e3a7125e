/**
 * What must be unique of a name. Names that look alike are the same: case, width and composition (NFKC), runs of spaces
 * and invisible characters make no difference. Empty: nothing of the name can be seen.
 */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase()
