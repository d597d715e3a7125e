/** Only http and https: other schemes can run code or open programs. */
const linkPattern = /\bhttps?:\/\/[^\s<>"]+/gi

/** Ends a sentence rather than an address, unless a bracket was opened inside of the address. */
function withoutTail(address: string): string {
  let end = address.length
  for (; end > 0; end--) {
    const last = address.charAt(end - 1)
    const body = address.slice(0, end)
    const closes = last === ')' && body.split('(').length < body.split(')').length
    if (!closes && !/[.,;:!?'\]}。、，！？」』]/u.test(last)) break
  }
  return address.slice(0, end)
}

export type TextPart = { text: string; href?: string }

/** Cuts a message's text at its web addresses. Put together again, the parts are the text. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const match of text.matchAll(linkPattern)) {
    const address = withoutTail(match[0])
    if (!URL.canParse(address)) continue
    if (match.index > from) parts.push({ text: text.slice(from, match.index) })
    parts.push({ text: address, href: address })
    from = match.index + address.length
  }
  if (from < text.length) parts.push({ text: text.slice(from) })
  return parts
}
