import { describe, expect, it } from 'vitest'
import { hostReach, type HostReach } from '../../../extension/shared/host-reach.ts'
import { createRandom } from '../../faults/harness/random.ts'

const reachOf = (host: string): HostReach => hostReach(new URL(`https://${host}/x`).hostname)

const table: Record<HostReach, string[]> = {
  loopback: [
    ...[
      'localhost',
      'LOCALHOST',
      'localhost.',
      'localhost:8443',
      'app.localhost',
      'app.localhost.',
      'a.b.localhost',
    ],
    ...[
      'localhost.localdomain',
      'localhost6',
      'ip6-localhost',
      'ip6-loopback',
      'ｌｏｃａｌｈｏｓｔ',
      'local%68ost',
    ],
    ...[
      '127.0.0.1',
      '127.0.0.1.',
      '127.1',
      '127.255.255.254',
      '0.0.0.0',
      '0',
      '0.1.2.3',
      '2130706433',
      '0x7f.1',
    ],
    ...['0177.0.0.1', '0x7f000001', '１２７.0.0.1', '127。0。0。1'],
    ...['[::]', '[::1]', '[0:0:0:0:0:0:0:1]', '[::127.0.0.1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
    ...['[::ffff:0.0.0.0]', '[::ffff:0:127.0.0.1]', '[64:ff9b::127.0.0.1]', '[2002:7f00:1::]'],
  ],
  private: [
    ...[
      '10.0.0.1',
      '10.255.255.255',
      '172.16.0.1',
      '172.31.9.9',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
    ],
    ...['100.127.0.1', '198.18.0.1', '224.0.0.251', '255.255.255.255', '0xa.1', '3232235777', '192.168.257'],
    ...[
      '[fc00::1]',
      '[fd12:3456::1]',
      '[fe80::1]',
      '[febf::1]',
      '[fec0::1]',
      '[ff02::1]',
      '[::ffff:192.168.0.1]',
    ],
    ...['[::10.0.0.1]', '[64:ff9b::10.0.0.1]', '[64:ff9b:1::1]', '[2002:c0a8:101::1]'],
    ...[
      'router',
      'router.',
      'nas.local',
      'nas.local.',
      'vault.internal',
      'fritz.home.arpa',
      'wiki.lan',
      'x.corp',
    ],
  ],
  public: [
    ...['example.org', 'example.org.', 'localhost.example.org', '127.0.0.1.example.org', 'notlocalhost.org'],
    ...[
      '1.1.1.1',
      '9.9.9.9',
      '11.0.0.1',
      '172.15.0.1',
      '172.32.0.1',
      '192.167.0.1',
      '192.169.0.1',
      '169.253.0.1',
    ],
    ...[
      '100.63.0.1',
      '100.128.0.1',
      '126.0.0.1',
      '128.0.0.1',
      '223.255.255.255',
      '[2001:db8::1]',
      '[2606:4700::1111]',
    ],
    ...[
      '[::ffff:8.8.8.8]',
      '[64:ff9b::8.8.8.8]',
      '[2002:808:808::1]',
      'local.example.org',
      'xn--9q8h.example',
    ],
  ],
}

describe.each(Object.entries(table))('%s', (reach, hosts) => {
  it.each(hosts)('is %s', (host) => {
    expect(reachOf(host)).toBe(reach)
  })
})

/** How `URL` reads one number: decimal, octal and hexadecimal, with any zeros before it. */
function spellNumber(value: number, below: (limit: number) => number): string {
  const zeros = '0'.repeat(below(3))
  const hex = `0${'xX'.charAt(below(2))}${zeros}${value.toString(16)}`
  return (
    [String(value), `0${zeros}${value.toString(8)}`, below(2) === 0 ? hex : hex.toUpperCase()][below(3)] ?? ''
  )
}

/** One IPv4 address in one to four numbers, with or without a dot at its end, some of its signs in full width. */
function spell4(bytes: readonly number[], below: (limit: number) => number): string {
  const count = 1 + below(4)
  const whole = bytes.slice(count - 1).reduce((sum, byte) => sum * 256 + byte, 0)
  const numbers = [...bytes.slice(0, count - 1), whole].map((number) => spellNumber(number, below))
  const text = numbers.join(['.', '。', '．'][below(3)] ?? '.') + (below(3) === 0 ? '.' : '')
  const wide = below(4) === 0
  return [...text]
    .map((sign) => (wide && /\d/.test(sign) ? String.fromCodePoint(0xff10 + Number(sign)) : sign))
    .join('')
}

/** One IPv6 address with all its groups, or a run of zeros left out, the last two perhaps as IPv4. */
function spell6(groups: readonly number[], below: (limit: number) => number): string {
  const words = groups.map((group) => group.toString(16).padStart(1 + below(4), '0'))
  const [high = 0, low = 0] = groups.slice(6)
  const dotted = [high >> 8, high & 255, low >> 8, low & 255].join('.')
  const parts = below(2) === 0 ? words : [...words.slice(0, 6), dotted]
  const zeros = groups.findIndex((group) => group !== 0)
  const skip = below(2) === 0 ? 0 : Math.min(zeros, 6)
  const text = skip < 2 ? parts.join(':') : `::${parts.slice(skip).join(':')}`
  return `[${below(2) === 0 ? text : text.toUpperCase()}]`
}

describe('however it is spelled', () => {
  const random = createRandom(20261127)
  const below = (limit: number): number => random.int(0, limit - 1)

  it('127.0.0.0/8 and 0.0.0.0 are loopback', () => {
    for (let run = 0; run < 5_000; run += 1) {
      const bytes = run % 5 === 0 ? [0, 0, 0, 0] : [127, below(256), below(256), below(256)]
      const host = spell4(bytes, below)
      expect(reachOf(host), `${host} for ${bytes.join('.')}`).toBe('loopback')
    }
  })

  it('::1, :: and what holds 127.0.0.1 are loopback', () => {
    const forms = [
      [0, 0, 0, 0, 0, 0, 0, 1],
      [0, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0xffff, 0x7f00, 1],
      [0, 0, 0, 0, 0, 0, 0x7f00, 1],
      [0, 0, 0, 0, 0xffff, 0, 0x7f12, 0x3456],
    ]
    for (let run = 0; run < 5_000; run += 1) {
      const host = spell6(forms[run % forms.length] ?? [], below)
      expect(reachOf(host), host).toBe('loopback')
    }
  })
})
