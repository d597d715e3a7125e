/**
 * Signs that nobody sees, or that turn what is around them: control characters but line breaks and tabs, marks of
 * direction, joiners and spaces without width, soft hyphens, tags, separators of lines. Two joiners stay: emoji and some scripts
 * are written with them.
 */
const unseen = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\u115f\u1160\u3164\uffa0]/gu

const codeOf = (sign: string): string =>
  (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')

export type TextPiece = { text: string } | { code: string }

/** Cut at what cannot be seen, each such sign as its number: `U+202E`. */
export function visibleText(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const { 0: sign, index } of text.matchAll(unseen)) {
    if (index > from) pieces.push({ text: text.slice(from, index) })
    pieces.push({ code: `U+${codeOf(sign)}` })
    from = index + sign.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}
