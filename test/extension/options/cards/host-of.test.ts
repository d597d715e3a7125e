import { expect, it } from 'vitest'
import { hostOf } from '../../../../extension/options/cards/host-of.ts'

it.each([
  ['example.org', 'example.org'],
  [' https://Example.org:8443/a?b#c ', 'example.org'],
  ['http://localhost:3000', 'localhost'],
  ['example.org/path', 'example.org'],
  ['한국.kr', 'xn--3e0b707e.kr'],
  ['[::1]:80', '[::1]'],
  ['', undefined],
  ['two words', undefined],
  ['ftp://example.org', undefined],
  ['chrome://settings', undefined],
  ['https://', undefined],
  [`${'a'.repeat(300)}.org`, undefined],
])('the host of "%s" is %s', (typed, host) => {
  expect(hostOf(typed)).toBe(host)
})
