import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** Of X-Forwarded-For at most this many entries are looked at, from the right: no chain of proxies is longer. */
const FORWARDED_MAX_ENTRIES = 16

/** The key of a request whose connection has ended already: it has no address any more. */
const NO_ADDRESS = 'unknown'

/** The client's address as a key for limits: an IPv4 address, or the /64 of an IPv6 address. */
export type ClientAddress = (request: IncomingMessage) => string

/**
 * Decides which client a request comes from. X-Forwarded-For is believed only from a peer in `trusted`, and there only
 * up to the right-most address that is not trusted: everything to its left was written by the client.
 * `onIgnored` is called once, at the first such header from a peer that is not trusted.
 */
export function createClientAddress(
  trusted: BlockList,
  onIgnored: (peer: string) => void = () => undefined,
): ClientAddress {
  let reported = false
  return ({ socket, headers }) => {
    const peer = plainAddress(socket.remoteAddress)
    const forwarded = forwardedFor(headers['x-forwarded-for'])
    if (peer === undefined) return NO_ADDRESS
    if (isTrustedProxy(trusted, peer)) return addressKey(furthest(trusted, peer, forwarded))
    if (forwarded !== '' && !reported) {
      reported = true
      onIgnored(peer)
    }
    return addressKey(peer)
  }
}

/** Whether this address, as a socket's `remoteAddress` says it, is one of a trusted proxy. */
export function isTrustedProxy(trusted: BlockList, address: string | undefined): boolean {
  const plain = plainAddress(address)
  return plain !== undefined && trusted.check(plain, isIP(plain) === 4 ? 'ipv4' : 'ipv6')
}

/** The key of an address as a socket's `remoteAddress` says it. One IPv6 customer has a /64, so that is one client. */
export function addressKey(address: string | undefined): string {
  const plain = plainAddress(address)
  if (plain === undefined) return NO_ADDRESS
  if (isIP(plain) === 4) return plain
  const network = groupsOf(plain).slice(0, 4)
  return `${network.map((group) => group.toString(16)).join(':')}::/64`
}

/** Reads TRUSTED_PROXIES: addresses, subnets and the word `loopback`, comma separated. Undefined: something else is in it. */
export function parseTrustedProxies(text: string): BlockList | undefined {
  const list = new BlockList()
  for (const part of text.split(',').map((item) => item.trim())) {
    if (part === '' && text.trim() === '') return list
    if (part === 'loopback') {
      list.addSubnet('127.0.0.0', 8, 'ipv4')
      list.addAddress('::1', 'ipv6')
    } else if (!addRule(list, part)) return undefined
  }
  return list
}

function addRule(list: BlockList, rule: string): boolean {
  const [, address = '', bits] = /^([\d.]+|[\da-f.:]+)(?:\/(\d{1,3}))?$/i.exec(rule) ?? []
  const family = isIP(address)
  if (family === 0) return false
  const plain = plainAddress(address) ?? address
  const mapped = family === 6 && isIP(plain) === 4
  const longest = family === 4 ? 32 : 128
  const prefix = bits === undefined ? longest : Number(bits)
  // A subnet wider than the mapped range would be one of IPv6 and of IPv4 at once: nobody means that.
  if (prefix > longest || (mapped && prefix < 96)) return false
  if (isIP(plain) === 4) list.addSubnet(plain, mapped ? prefix - 96 : prefix, 'ipv4')
  else list.addSubnet(plain, prefix, 'ipv6')
  return true
}

/** Walks from the right while the addresses are trusted. What is no address ends the walk at the last one that was. */
function furthest(trusted: BlockList, peer: string, forwarded: string): string {
  let believed = peer
  let end = forwarded.length
  for (let count = 0; count < FORWARDED_MAX_ENTRIES && end > 0; count += 1) {
    const comma = forwarded.lastIndexOf(',', end - 1)
    const address = plainAddress(withoutPort(forwarded.slice(comma + 1, end).trim()))
    if (address === undefined) return believed
    believed = address
    if (!isTrustedProxy(trusted, address)) return believed
    end = comma
  }
  return believed
}

/** Node joins repeated headers in their order, so the right-most entry is the last proxy's. */
const forwardedFor = (header: string | string[] | undefined): string =>
  Array.isArray(header) ? header.join(',') : (header ?? '')

/** Some proxies add the port: `192.0.2.1:50000`, `[2001:db8::1]:50000`. */
const withoutPort = (entry: string): string =>
  /^\[([^\]]+)\](?::\d{1,5})?$/.exec(entry)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(entry)?.[1] ?? entry

/** The address without a zone, an IPv4-mapped one as IPv4. Undefined: it is no address. */
function plainAddress(address: string | undefined): string | undefined {
  const plain = address?.replace(/%.*$/, '') ?? ''
  const family = isIP(plain)
  if (family === 0) return undefined
  if (family === 4) return plain
  const groups = groupsOf(plain)
  if (groups.slice(0, 5).some((group) => group !== 0) || groups[5] !== 0xffff) return plain
  return groups.slice(6).map(bytesOf).join('.')
}

const bytesOf = (group: number): string => `${group >> 8}.${group & 0xff}`

/** The eight groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const [a = 0, b = 0, c = 0, d = 0] = dotted?.slice(1).map(Number) ?? []
  const tail = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
  const text = dotted === null ? address : address.slice(0, dotted.index) + tail
  const [head = [], rest] = text
    .split('::')
    .map((half) => (half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16))))
  if (rest === undefined) return head
  return [...head, ...Array.from({ length: 8 - head.length - rest.length }, () => 0), ...rest]
}
