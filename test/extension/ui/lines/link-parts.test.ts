import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkParts } from '../../../../extension/ui/lines/link-parts.ts'

const links = (text: string) => linkParts(text).flatMap(({ href }) => href ?? [])

describe('links in a message', () => {
  it('are http and https addresses and nothing else', () => {
    expect(links('see https://a.example/x?y=1#z and HTTP://b.example')).toEqual([
      'https://a.example/x?y=1#z',
      'HTTP://b.example',
    ])
    expect(links('javascript:alert(1) data:text/html,x ftp://a file:///etc/passwd //a.example')).toEqual([])
  })
  it('end before what ends the sentence', () => {
    expect(links('(at https://a.example/x).')).toEqual(['https://a.example/x'])
    expect(links('https://a.example/x_(y), then')).toEqual(['https://a.example/x_(y)'])
    expect(links('여기요: https://a.example/한글。')).toEqual(['https://a.example/한글'])
  })
  it('are the text again when put together, whatever it is', () => {
    const pieces = fc.array(
      fc.oneof(fc.string(), fc.constantFrom('https://', 'http://a.b', ').', ' ', '\n', '<b>')),
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        expect(
          linkParts(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text)
        for (const href of links(text)) expect(new URL(href).protocol).toMatch(/^https?:$/)
      }),
    )
  })
})
