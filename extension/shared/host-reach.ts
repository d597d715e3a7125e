/** `loopback`: this computer. `private`: a network that others cannot reach, such as a home's or a company's. */
export type HostReach = 'public' | 'private' | 'loopback'

/** Names that /etc/hosts gives to this computer, besides `localhost` and all below it. */
const loopbackNames = new Set([
  'localhost.localdomain',
  'localhost6',
  'localhost6.localdomain6',
  'ip6-localhost',
  'ip6-loopback',
])

/** Endings that no public name server answers: set aside for local use, or in use for it by routers. */
const privateEndings = /\.(?:local|localdomain|internal|intranet|home\.arpa|home|lan|corp|private)$/

/**
 * Where a host lies, by its address or name alone. `hostname` is what `URL` gives: lower case, IPv4 in four decimal
 * numbers however it was spelled, IPv6 in brackets. A public name may still lead to a private address: only the browser
 * asks a name server, and does not say what it answered.
 */
export function hostReach(hostname: string): HostReach {
  const host = hostname.replace(/\.+$/, '')
  if (host.startsWith('[')) return reachOf6(groupsOf(host.slice(1, -1)))
  const bytes = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host)
  if (bytes !== null) return reachOf4(Number(bytes[1]), Number(bytes[2]))
  if (/^(?:.+\.)?localhost$/.test(host) || loopbackNames.has(host)) return 'loopback'
  return !host.includes('.') || privateEndings.test(host) ? 'private' : 'public'
}

/** By its first two bytes. All of 0.0.0.0/8 counts as loopback: a connection to 0.0.0.0 reaches this computer. */
function reachOf4(a: number, b: number): HostReach {
  if (a === 127 || a === 0) return 'loopback'
  const isPrivate =
    a === 10 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    // Behind a provider's address translation.
    (a === 100 && b >= 64 && b <= 127) ||
    // For measuring devices.
    (a === 198 && (b === 18 || b === 19)) ||
    // To many at once, and reserved.
    a >= 224
  return isPrivate ? 'private' : 'public'
}

/** The eight groups of an address as `URL` writes it: hexadecimal, at most one `::`. */
function groupsOf(address: string): number[] {
  const [left = [], right] = address
    .split('::')
    .map((side) => (side === '' ? [] : side.split(':').map((group) => parseInt(group, 16))))
  if (right === undefined) return left
  return [...left, ...Array<number>(Math.max(8 - left.length - right.length, 0)).fill(0), ...right]
}

function reachOf6(groups: number[]): HostReach {
  const [first = 0, second = 0, third = 0] = groups
  const isZero = (from: number, to: number): boolean => groups.slice(from, to).every((group) => group === 0)
  const within = (index: number): HostReach => {
    const group = groups[index] ?? 0
    return reachOf4(group >> 8, group & 255)
  }
  // `::`, `::1` and ::127.0.0.1 (compatible) begin with a zero byte where IPv4 would begin, or hold it.
  if (isZero(0, 6)) return within(6)
  // ::ffff:127.0.0.1 (mapped), and ::ffff:0:127.0.0.1 (translated).
  if ((isZero(0, 5) && groups[5] === 0xffff) || (isZero(0, 4) && groups[4] === 0xffff && groups[5] === 0))
    return within(6)
  // 64:ff9b::127.0.0.1 (NAT64), and 2002:7f00:1:: (6to4).
  if (first === 0x64 && second === 0xff9b) return third === 0 && isZero(2, 6) ? within(6) : 'private'
  if (first === 0x2002) return within(1)
  // fc00::/7 and fe80::/10 with what was fec0::/10; ff00::/8 goes to many at once.
  if ((first & 0xfe00) === 0xfc00 || (first & 0xff80) === 0xfe80 || first >= 0xff00) return 'private'
  return 'public'
}
