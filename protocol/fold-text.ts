/** Signs that nobody sees: soft hyphens, marks of direction, variants of signs. They are between letters that belong together. */
const unseen = /[\u00AD\u061C\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]|\p{Variation_Selector}/gu

/**
 * Two texts that differ only in case, in width, in white space or in how their accents are stored become the same text.
 * The way over upper case makes one of `ẞ`, `ß` and `SS`, and of `ı` and `I`; then the final sigma and the dot that `İ`
 * leaves behind are put right. So it is in no language's own order, but people do not type a name more exactly than this.
 */
export const foldText = (text: string): string =>
  text
    .replace(unseen, '')
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('i\u0307', 'i')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
