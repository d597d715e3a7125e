/** Invisible signs that turn the direction of what follows, so that an address could be read as another. */
const bidi = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069'

/**
 * Only http and https: other schemes can run code or open programs. The host is ASCII (others as `xn--`): letters that
 * look like others can fake a name, and languages that set no space after an address would grow the host.
 */
const linkPattern = new RegExp(
  `(?<![a-z0-9])https?://([a-z0-9.-]+|\\[[0-9a-f:.]+\\])(?::\\d+)?(?:[/?#][^\\s<>"${bidi}]*)?`,
  'gi',
)

/** `name@` may go on from what looks like the host: the address is then of the host behind it. */
const userInfo = /[^\s/?#<>"]*@/y

function hasUserInfo(text: string, end: number): boolean {
  userInfo.lastIndex = end
  return userInfo.test(text)
}

const count = (text: string, sign: string): number => text.split(sign).length - 1

/** Ends a sentence rather than an address, unless a bracket was opened inside of the address. At least `least` stays. */
function withoutTail(address: string, least: number): string {
  const opened = count(address, '(')
  let closed = count(address, ')')
  let end = address.length
  for (; end > least; end--) {
    const last = address.charAt(end - 1)
    if (last === ')' && opened < closed) closed--
    else if (!/[.,;:!?'\]}。、，！？」』]/u.test(last)) break
  }
  return address.slice(0, end)
}

/** Undefined for what would lead elsewhere than it reads: `http://0x7f.1` is 127.0.0.1. */
function hrefOf(address: string, host: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  const reads = host.startsWith('[') || url.hostname === host.toLowerCase().replace(/\.+$/, '')
  return reads && /^https?:$/.test(url.protocol) ? url.href : undefined
}

export interface FoundLink {
  start: number
  /** As it reads: `text.slice(start, start + address.length)`. */
  address: string
  href: string
}

/** The web addresses of a text, in its order. Time is linear in the text's length. */
export function findLinks(text: string): FoundLink[] {
  const found: FoundLink[] = []
  for (const match of text.matchAll(linkPattern)) {
    const [whole, host = ''] = match
    const address = withoutTail(whole, host.startsWith('[') ? whole.indexOf(']') + 1 : 0)
    const href = hrefOf(address, host)
    if (href === undefined || hasUserInfo(text, match.index + whole.length)) continue
    found.push({ start: match.index, address, href })
  }
  return found
}

/** A beginning of the link's address as a link of its own. It is no shorter than the host. */
export function shortenLink({ start, address }: FoundLink, length: number): FoundLink | undefined {
  const [shorter] = findLinks(address.slice(0, length))
  return shorter && { ...shorter, start }
}
