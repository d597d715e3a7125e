import { IncomingMessage } from 'node:http'
import type { BlockList } from 'node:net'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import {
  addressKey,
  createClientAddress,
  isTrustedProxy,
  parseTrustedProxies,
} from '../../../server/gateway/client-address.ts'

/** A request as Node makes it, but for the peer's address, which a socket has only while it is connected. */
function requestFrom(peer: string | undefined, forwarded?: string): IncomingMessage {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: peer })
  const request = new IncomingMessage(socket)
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded
  return request
}

const trusting = (text: string): BlockList => {
  const list = parseTrustedProxies(text)
  if (list === undefined) throw new Error(`${text} was refused`)
  return list
}

describe('the address of a client', () => {
  it.each<[string, string, string | undefined, string]>([
    ['192.0.2.1', '', undefined, '192.0.2.1'],
    ['192.0.2.1', '', '203.0.113.9', '192.0.2.1'],
    ['127.0.0.1', '', '203.0.113.9', '127.0.0.1'],
    ['::ffff:192.0.2.1', '', undefined, '192.0.2.1'],
    ['127.0.0.1', '127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['::ffff:127.0.0.1', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
    // The client wrote the left part itself.
    ['127.0.0.1', '127.0.0.1', '198.51.100.7, 203.0.113.9', '203.0.113.9'],
    ['127.0.0.1', '127.0.0.1', '127.0.0.1, 203.0.113.9', '203.0.113.9'],
    ['127.0.0.1', '127.0.0.1,10.0.0.0/8', '198.51.100.7, 203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['127.0.0.1', '127.0.0.1,10.0.0.0/8', '10.9.9.9, 10.1.2.3', '10.9.9.9'],
    // Something that is no address: the last one that was.
    ['127.0.0.1', '127.0.0.1', '203.0.113.9, unknown', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1,10.0.0.0/8', '203.0.113.9, <script>, 10.1.2.3', '10.1.2.3'],
    ['127.0.0.1', '127.0.0.1', '203.0.113.9,', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1', '203.0.113.9:50000', '203.0.113.9'],
    ['127.0.0.1', '127.0.0.1', '[2001:db8:1:2:3::4]:50000', '2001:db8:1:2::/64'],
    ['::1', 'loopback', '203.0.113.9', '203.0.113.9'],
    ['2001:db8::5', '2001:db8::/32', '203.0.113.9', '203.0.113.9'],
  ])('of peer %s, trusting "%s", forwarded %s, is %s', (peer, trusted, forwarded, key) => {
    expect(createClientAddress(trusting(trusted))(requestFrom(peer, forwarded))).toBe(key)
  })

  it('is the last of 16 entries at most, however many trusted addresses were written', () => {
    const address = createClientAddress(trusting('127.0.0.1,10.0.0.0/8'))
    const chain = Array.from({ length: 16 }, (_, index) => `10.0.0.${index}`).join(', ')
    expect(address(requestFrom('127.0.0.1', `203.0.113.9, ${chain}`))).toBe('10.0.0.0')
  })

  it('is one key for all of an IPv6 /64, however it is written', () => {
    for (const address of ['2001:db8::1', '2001:db8:0:0:ffff::', '2001:0DB8::192.0.2.1', '2001:db8::1%eth0'])
      expect(addressKey(address)).toBe('2001:db8:0:0::/64')
    expect(addressKey('2001:db8:0:1::1')).toBe('2001:db8:0:1::/64')
    expect(addressKey('::ffff:c000:201')).toBe('192.0.2.1')
    expect(addressKey(undefined)).toBe('unknown')
  })

  it('reports an ignored header once', () => {
    const reported: string[] = []
    const address = createClientAddress(trusting('10.0.0.1'), (peer) => reported.push(peer))
    address(requestFrom('127.0.0.1'))
    address(requestFrom('10.0.0.1', '203.0.113.9'))
    expect(reported).toEqual([])
    for (const forwarded of ['203.0.113.9', '203.0.113.10']) address(requestFrom('127.0.0.1', forwarded))
    expect(reported).toEqual(['127.0.0.1'])
  })
})

describe('TRUSTED_PROXIES', () => {
  it.each([
    'proxy',
    '127.0.0.1,',
    ',',
    '10.0.0.0/33',
    '::/129',
    '10.0.0/8',
    '1.2.3.4/-1',
    '::ffff:0.0.0.0/8',
  ])('refuses "%s"', (text) => expect(parseTrustedProxies(text)).toBeUndefined())

  it('trusts nobody by default, and a mapped address as the IPv4 address that it is', () => {
    expect(isTrustedProxy(trusting(''), '127.0.0.1')).toBe(false)
    expect(isTrustedProxy(trusting('::ffff:10.0.0.0/104'), '10.200.0.1')).toBe(true)
    expect(isTrustedProxy(trusting('10.0.0.0/8'), '::ffff:10.200.0.1')).toBe(true)
    expect(isTrustedProxy(trusting('10.0.0.0/8'), '11.0.0.1')).toBe(false)
    expect(isTrustedProxy(trusting('loopback'), undefined)).toBe(false)
  })
})
