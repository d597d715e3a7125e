import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMessage } from '../../../../extension/shared/format/parse-message.ts'
import { showTree, wordsOf } from './show-tree.ts'
import { stories } from '../../../support/stories.ts'

const shown = (text: string): string => showTree(parseMessage(text))

describe('paragraphs', () => {
  it.each([
    ['', ''],
    [' \n\n ', ''],
    ['a\nb', '<p>a\nb</p>'],
    ['a\r\nb', '<p>a\nb</p>'],
    ['\n\na\n\n\n\nb\n\n', '<p>a</p><p>b</p>'],
    ['  a  \n   b', '<p>  a  \n   b</p>'],
    ['# no heading', '<p># no heading</p>'],
    ['![no](https://a.example/picture.png)', '<p>![no](<link>https://a.example/picture.png</link>)</p>'],
    ['<b>no</b>', '<p><b>no</b></p>'],
    ['---', '<p>---</p>'],
  ])('%j', (text, tree) => expect(shown(text)).toBe(tree))
})

describe('fenced code', () => {
  it.each([
    ['```\nx\n```', '<pre ->x</pre>'],
    ['```js\nx\n```', '<pre js>x</pre>'],
    ['``` c++ \nx\n```', '<pre c++>x</pre>'],
    ['a\n```\n  x\n\n**y**\n```\nb', '<p>a</p><pre ->  x\n\n**y**</pre><p>b</p>'],
    ['````\n```\nx\n```\n````', '<pre ->```\nx\n```</pre>'],
    ['```let a = 1\nlet b\n```', '<pre ->let a = 1\nlet b</pre>'],
    ['```\nx```', '<pre ->x</pre>'],
    ['```\n> x\n- y\n```', '<pre ->> x\n- y</pre>'],
    ['```\n```', '<pre -></pre>'],
    ['> ```\n> x\n> ```', '<quote><pre ->x</pre></quote>'],
    ['- ```\n  x\n  ```', '<list><•><pre ->x</pre></list>'],
  ])('%j', (text, tree) => expect(shown(text)).toBe(tree))
  it.each(['```\nx', '```js\nx\n``', 'a ```\nx', '````\nx\n```'])('without an end is text: %j', (text) =>
    expect(shown(text)).toBe(`<p>${text}</p>`),
  )
})

describe('quotes', () => {
  it.each([
    ['> a', '<quote><p>a</p></quote>'],
    ['> a\n> b\nc', '<quote><p>a\nb</p></quote><p>c</p>'],
    ['a\n> b', '<p>a</p><quote><p>b</p></quote>'],
    ['> a\n>\n> b', '<quote><p>a</p><p>b</p></quote>'],
    ['>> a', '<quote><quote><p>a</p></quote></quote>'],
    ['> - a', '<quote><list><•><p>a</p></list></quote>'],
    ['> **a**', '<quote><p><strong>a</strong></p></quote>'],
    ['> **a\n\nb**', '<quote><p>**a</p></quote><p>b**</p>'],
  ])('%j', (text, tree) => expect(shown(text)).toBe(tree))
  it.each(['>_<', '>:(', '>a', 'a > b', '->'])('need a space: %j', (text) =>
    expect(shown(text)).toBe(`<p>${text}</p>`),
  )
  it('are no deeper than four', () =>
    expect(shown('>>>>>> a')).toBe('<quote><quote><quote><quote><p>>> a</p></quote></quote></quote></quote>'))
})

describe('lists', () => {
  it.each([
    ['- a\n- b', '<list><•><p>a</p><•><p>b</p></list>'],
    ['* a\n• b', '<list><•><p>a</p><•><p>b</p></list>'],
    ['1. a\n2. b', '<list><1><p>a</p><2><p>b</p></list>'],
    ['3) a\n7) b', '<list><3><p>a</p><7><p>b</p></list>'],
    ['- a\n\n- b', '<list><•><p>a</p><•><p>b</p></list>'],
    [
      '- a\n  - b\n    - c\n- d',
      '<list><•><p>a</p><list><•><p>b</p><list><•><p>c</p></list></list><•><p>d</p></list>',
    ],
    ['1. a\n   - b\n2. c', '<list><1><p>a</p><list><•><p>b</p></list><2><p>c</p></list>'],
    ['- a\n  b\n\n  c\nd', '<list><•><p>a\nb</p><p>c</p></list><p>d</p>'],
    ['- a\n\nb', '<list><•><p>a</p></list><p>b</p>'],
    ['- a\n1. b', '<list><•><p>a</p></list><list><1><p>b</p></list>'],
    ['a\n- b', '<p>a</p><list><•><p>b</p></list>'],
    ['a\n1. b', '<p>a</p><list><1><p>b</p></list>'],
    ['- **a**', '<list><•><p><strong>a</strong></p></list>'],
    ['- > a', '<list><•><quote><p>a</p></quote></list>'],
    ['2026. 11. 27. 회의', '<p>2026. 11. 27. 회의</p>'],
    ['It was in\n98. Yes.', '<p>It was in\n98. Yes.</p>'],
  ])('%j', (text, tree) => expect(shown(text)).toBe(tree))
  it.each(['-a', '- ', '-', '1.a', '1.', '01. a', '0. a', '1000. a', '-5 - 3', '1.5 a', '**a** b'])(
    'need a space and a text: %j',
    (text) => expect(shown(text).replace(/<\/?strong>/g, '**')).toBe(`<p>${text.trimEnd()}</p>`),
  )
  it('are no deeper than four', () => {
    const text = Array.from({ length: 8 }, (_, depth) => `${'  '.repeat(depth)}- ${depth}`).join('\n')
    expect(shown(text).match(/<list>/g)).toHaveLength(4)
    expect(wordsOf(parseMessage(text))).toContain('7')
  })
})

/** What formatting may take out of a text. */
const withoutMarks = (text: string): string => text.replace(/[\s*_~`>•.)\d-]/g, '')

const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom(
    ...[
      '*',
      '**',
      '***',
      '_',
      '~',
      '~~',
      '`',
      '``',
      '```',
      '````',
      '> ',
      '>>',
      '- ',
      '1. ',
      '  ',
      '\n',
      '\n\n',
      '\t',
      '\r\n',
    ],
    ...[
      '가',
      '굵게',
      'a',
      'word',
      ' ',
      '\\',
      '@',
      '[a](',
      ')',
      '](',
      '<b>',
      'https://a.example/x',
      'https://',
      '(',
      '.',
      '👍🏽',
      'ש',
      '\u202e',
    ],
  ),
)

describe('any text', () => {
  it('keeps all signs but its marks, and is never refused', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('')
        const blocks = parseMessage(text)
        const languages = showTree(blocks).match(/(?<=<pre )[^ >]+/g) ?? []
        const kept = [...withoutMarks(wordsOf(blocks) + languages.join(''))].sort().join('')
        expect(kept).toBe([...withoutMarks(text)].sort().join(''))
      }),
      { numRuns: stories(2000) },
    )
  })
  it('is in its order', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('').replaceAll('```', '')
        expect(withoutMarks(wordsOf(parseMessage(text)))).toBe(withoutMarks(text))
      }),
      { numRuns: stories(2000) },
    )
  })
})
