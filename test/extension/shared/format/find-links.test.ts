import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findLinks } from '../../../../extension/shared/format/find-links.ts'

const links = (text: string) => findLinks(text).map(({ href }) => href)
const shown = (text: string) => findLinks(text).map(({ address }) => address)

describe('links in a message', () => {
  it('are http and https addresses and nothing else', () => {
    expect(links('see https://a.example/x?y=1#z and HTTP://b.example')).toEqual([
      'https://a.example/x?y=1#z',
      'http://b.example/',
    ])
    expect(links('javascript:alert(1) data:text/html,x ftp://a file:///etc/passwd //a.example')).toEqual([])
  })
  it('end before what ends the sentence', () => {
    expect(links('(at https://a.example/x).')).toEqual(['https://a.example/x'])
    expect(links('https://a.example/x_(y), then')).toEqual(['https://a.example/x_(y)'])
    expect(shown('여기요: https://a.example/한글。')).toEqual(['https://a.example/한글'])
  })
  it('end with the host where a language sets no space', () => {
    expect(findLinks('여기 https://example.com입니다')).toEqual([
      { start: 3, address: 'https://example.com', href: 'https://example.com/' },
    ])
    expect(links('http://[::1]:8787입니다')).toEqual(['http://[::1]:8787/'])
    expect(shown('(http://[::1])')).toEqual(['http://[::1]'])
  })
  it.each([
    'https://bank.com@evil.example/',
    'https://bank.com:443@evil.example/',
    'https://bank.com:secret@evil.example/',
    'https://bank.com\\@evil.example/',
    'https://bank.com\u202e@evil.example/',
    // Cyrillic.
    'https://аpple.com/',
    'http://0x7f.1/',
    'http://2130706433/',
    'https://a.example:99999/',
  ])('never lead elsewhere than they read: %s is none', (text) => {
    expect(links(text)).toEqual([])
  })
  it.each([
    'https://a.example/@name',
    'https://a.example?mail=a@b.example',
    'https://xn--bcher-kva.example/',
  ])('may hold what only looks like that: %s', (text) => {
    expect(shown(text)).toEqual([text])
  })
  it('end before signs that turn the direction', () => {
    for (const sign of '\u061c\u200e\u200f\u202a\u202e\u2066\u2069')
      expect(shown(`https://a.example/x${sign}gpj.exe`)).toEqual(['https://a.example/x'])
  })
  it('are where they say, whatever the text is', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom('https://', 'http://a.b', '@', ').', ' ', '\n', '<b>', '가', '[::1]'),
      ),
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        for (const { start, address, href } of findLinks(text)) {
          expect(text.slice(start, start + address.length)).toBe(address)
          expect(new URL(href).protocol).toMatch(/^https?:$/)
          expect(address.toLowerCase()).toContain(new URL(href).hostname)
        }
      }),
    )
  })
})
