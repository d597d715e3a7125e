import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { webAddressSchema } from '../../protocol/action.ts'
import { entrySchema, type Entry } from '../../protocol/entry.ts'
import { COMMAND_MAX_BYTES } from '../../protocol/limits.ts'
import { isMessage, messageInputSchema, parseExtras } from '../../protocol/message.ts'
import { commands } from '../../protocol/up.ts'

const view = { type: 'view', label: 'Open', url: 'https://example.org/x' }
const http = { type: 'http', label: 'Restart', url: 'https://example.org/x', method: 'POST', body: '{}' }
const copy = { type: 'copy', label: 'Copy', value: 'abc' }

const entry = (body: unknown, kind = 'message'): Entry => ({
  seq: 1,
  id: 'a',
  at: 0,
  author: { id: 'p', name: 'Ann' },
  kind,
  body: body as Entry['body'],
})

describe('8.3 an address', () => {
  it('of 2,000 characters of a host costs nothing before it is refused', () => {
    const host = Array.from({ length: 2_000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('')
    const began = performance.now()
    for (let count = 0; count < 100; count += 1) v.is(webAddressSchema, `https://${host}`)
    // 1,200 ms where the host is taken apart first.
    expect(performance.now() - began).toBeLessThan(200)
  })

  it.each([
    'https://example.org',
    'http://example.org:8080/a/b?c=d#e',
    'HTTPS://EXAMPLE.ORG/',
    'http://[::1]:3000/',
    'https://예시.한국/문서?제목=값',
    'https://example.org/@ann',
    'https://example.org?to=ann@example.org',
    `https://example.org/${'x'.repeat(2028)}`,
  ])('is taken: %s', (url) => {
    expect(v.is(webAddressSchema, url)).toBe(true)
  })

  it.each([
    ['nothing', ''],
    ['a script', 'javascript:alert(1)'],
    ['a script behind an address', 'javascript://example.org/%0aalert(1)'],
    ['a script broken by a line', 'java\nscript:alert(1)'],
    ['a script after a space', ' javascript:alert(1)'],
    ['data', 'data:text/html,<script>alert(1)</script>'],
    ['a blob', 'blob:https://example.org/1'],
    ['a file', 'file:///etc/passwd'],
    ['the source of a page', 'view-source:https://example.org'],
    ['a page of an extension', 'chrome-extension://abc/options.html'],
    ['a socket', 'wss://example.org'],
    ['mail', 'mailto:ann@example.org'],
    ['a path', '/x'],
    ['an address without its scheme', '//example.org'],
    ['a scheme without slashes', 'https:example.org'],
    ['one slash', 'https:/example.org'],
    ['three slashes', 'https:///example.org'],
    ['backslashes', 'https:\\\\example.org'],
    ['a backslash behind the host', 'https://example.org\\@evil.example'],
    ['a name', 'https://ann@example.org'],
    ['a name and a password', 'https://ann:secret@example.org/'],
    ['a password alone', 'https://:secret@example.org/'],
    ['an empty name', 'https://@example.org/'],
    ['an empty name and password', 'https://:@example.org'],
    ['a space', 'https://example.org/a b'],
    ['a space before', ' https://example.org'],
    ['a line break', 'https://exam\nple.org'],
    ['a control character', 'https://example.org/\u0000'],
    ['no host', 'https://'],
    ['a host that is none', 'https://exa<mple.org'],
    ['a port that is none', 'https://example.org:99999'],
    ['2,049 characters', `https://example.org/${'x'.repeat(2029)}`],
    ['a number', 5],
  ])('is refused: %s', (_what, url) => {
    expect(v.is(webAddressSchema, url)).toBe(false)
  })
})

describe('8.3 actions', () => {
  const taken = (actions: unknown) => v.is(messageInputSchema, { text: 'x', actions })

  it('are up to three views, requests and copies', () => {
    expect(taken([view, http, copy])).toBe(true)
    expect(taken([])).toBe(true)
    expect(taken([view, view, view, view])).toBe(false)
  })

  it.each([
    ['of another type', { ...view, type: 'run' }],
    ['without a type', { label: 'Open', url: view.url }],
    ['without a label', { type: 'view', url: view.url }],
    ['with an empty label', { ...view, label: ' \n ' }],
    ['with a label of two lines', { ...view, label: 'a\nb' }],
    ['with a label of 33 characters', { ...view, label: 'x'.repeat(33) }],
    ['with a field too many', { ...view, method: 'POST' }],
    ['with another method', { ...http, method: 'TRACE' }],
    ['that is a GET with a body', { ...http, method: 'GET' }],
    ['with a body that is no text', { ...http, body: {} }],
    ['with a body of 4,097 characters', { ...http, body: 'x'.repeat(4097) }],
    ['with nothing to copy', { ...copy, value: '' }],
    ['with 4,097 characters to copy', { ...copy, value: 'x'.repeat(4097) }],
    ['with a copied control character', { ...copy, value: 'ls\u001b[2K' }],
    ['with a copied carriage return', { ...copy, value: 'ls\r\n' }],
    ['with a copied right-to-left override', { ...copy, value: 'ls \u202efr' }],
    ['with a copied isolate', { ...copy, value: '\u2066ls\u2069' }],
    ['with a copied line separator', { ...copy, value: 'ls\u2028rm' }],
    ['that is null', null],
  ])('are refused: one %s', (_what, action) => {
    expect(taken([action])).toBe(false)
    expect(parseExtras(entry({ text: 'x', actions: [action] })).actions).toEqual([])
  })

  it('copy texts with line breaks, tabs, emoji and any script', () => {
    for (const value of ['a\n\tb', '👩‍💻 한글 العربية', 'می\u200cخواهم'])
      expect(taken([{ ...copy, value }])).toBe(true)
  })

  it('7.5 have at most 24 KiB together, so that a message fits into a command', () => {
    // Six bytes of JSON each.
    const worst = '\ud800'.repeat(6144)
    const actions = Array.from({ length: 3 }, () => ({ ...copy, value: worst.slice(0, 1340) }))
    expect(taken(actions)).toBe(true)
    expect(taken([...actions.slice(1), { ...copy, value: worst.slice(0, 1500) }])).toBe(false)
    const largest = {
      room: 'x'.repeat(64),
      id: 'x'.repeat(64),
      kind: 'message',
      priority: 5,
      body: { text: `x${worst.slice(1)}`, title: '\ud800'.repeat(120), actions },
    }
    expect(v.is(commands.append.input, largest)).toBe(true)
    expect(Buffer.byteLength(JSON.stringify([largest]))).toBeLessThan(COMMAND_MAX_BYTES)
  })
})

describe('2.6 what a message has besides its text', () => {
  it('is what its body and its priority say', () => {
    const body = { text: 'x', title: ' Build ', actions: [view, http, copy] }
    expect(parseExtras({ ...entry(body), priority: 4 })).toEqual({
      title: 'Build',
      priority: 4,
      actions: [view, http, copy],
    })
  })

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['the text alone', { text: 'x' }],
    ['wrong types', { title: 5, actions: 'none' }],
    ['nulls', { title: null, actions: null }],
    ['lists', { title: ['a'], actions: [[], null, 5, 'x'] }],
    ['a title of blanks', { title: ' \t' }],
    ['a title of 121 characters', { title: 'x'.repeat(121) }],
    ['a title of two lines', { title: 'a\nb' }],
    ['a priority in the body, where it was once', { priority: 5 }],
    ['an object that looks like a list', { actions: { 0: view, length: 1 } }],
  ])('is the default for %s', (_what, body) => {
    expect(parseExtras(entry(body))).toEqual({ title: undefined, priority: 3, actions: [] })
  })

  it('is what can be understood: other actions are left out, and no more than three stay', () => {
    const later = { ...view, confirm: true }
    const unknown = { type: 'call', label: 'Call', number: '1' }
    const body = { text: 'x', later: true, actions: [unknown, { ...view, label: ' Open ' }, later, copy] }
    expect(parseExtras(entry(body)).actions).toEqual([view, copy])
    expect(parseExtras(entry({ actions: Array(9).fill(copy) })).actions).toHaveLength(3)
    expect(isMessage(entry(body))).toBe(true)
  })
})

it.each([0, 6, 4.5, '5', null, [5]])(
  '2.6 an entry with a priority that is none is kept, without it: %j',
  (priority) => {
    const read = v.parse(entrySchema, { ...entry({ text: 'x' }), priority })
    expect(parseExtras(read).priority).toBe(3)
  },
)
