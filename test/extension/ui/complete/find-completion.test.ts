import { describe, expect, it } from 'vitest'
import { complete, findCompletion } from '../../../../extension/ui/complete/find-completion.ts'

/** `|` is the caret. */
function found(marked: string): string | undefined {
  const caret = marked.indexOf('|')
  const completion = findCompletion(marked.replace('|', ''), caret)
  return completion && `${completion.kind} "${completion.query}" at ${completion.from}`
}

describe('what is completed at the caret', () => {
  it.each([
    ['@|', 'person "" at 0'],
    ['@mi|', 'person "mi" at 0'],
    ['@m|ina', 'person "m" at 0'],
    ['hi @ㄱㅁ|', 'person "ㄱㅁ" at 3'],
    ['hi @김ㅁ|에게 물어봐', 'person "김ㅁ" at 3'],
    ['(@mi|', 'person "mi" at 1'],
    ['"@mi|', 'person "mi" at 1'],
    ['one\n@mi|', 'person "mi" at 4'],
    ['@Mina Pa|', 'person "Mina Pa" at 0'],
    ['see #op|', 'room "op" at 4'],
    ['#|', 'room "" at 0'],
    ['`code` @mi|', 'person "mi" at 7'],
    ['```\ncode\n```\n@mi|', 'person "mi" at 13'],
    ['@mina and @jo|', 'person "jo" at 10'],
  ])('%j: %s', (marked, expected) => {
    expect(found(marked)).toBe(expected)
  })
  it.each([
    ['nothing typed', '|'],
    ['no sign', 'mina|'],
    ['an e-mail address', 'mina@exa|'],
    ['an e-mail address with a dot', 'mina.park@exa|'],
    ['a Korean word before the sign', '민아@예|'],
    ['an address with a path', 'https://example.org/@mi|'],
    ['a part of an address', 'https://example.org/page#to|'],
    ['two signs', '@@|'],
    ['a space after the name', '@mina |'],
    ['a space after the sign', '# |'],
    ['a code span', 'run `npm i @sco|'],
    ['a fence', '```sh\nnpm i @sco|'],
    ['the caret before the sign', '|@mina'],
    ['another line', '@mina\n|'],
    ['a sign that is escaped', '\\@mi|'],
  ])('is nothing: %s', (_what, marked) => {
    expect(found(marked)).toBeUndefined()
  })
  it('costs no more in a long text', () => {
    const text = '@a '.repeat(30_000)
    const begun = performance.now()
    expect(findCompletion(`${text}@mi`, text.length + 3)).toMatchObject({ query: 'mi' })
    expect(performance.now() - begun).toBeLessThan(100)
  })
})

describe('a name that was taken', () => {
  const taken = (marked: string, name: string): string | undefined => {
    const caret = marked.indexOf('|')
    const text = marked.replace('|', '')
    const completion = findCompletion(text, caret)
    if (completion === undefined) return undefined
    const done = complete(text, completion, name)
    return `${done.text.slice(0, done.caret)}|${done.text.slice(done.caret)}`
  }
  it.each([
    ['@mi|', 'Mina', '@Mina |'],
    ['hi @ㄱㅁ|', '김민아', 'hi @김민아 |'],
    ['@ㄱㅁ|에게 물어봐', '김민아', '@김민아|에게 물어봐'],
    ['@mi|, hi', 'Mina', '@Mina|, hi'],
    ['@mi| hi', 'Mina', '@Mina| hi'],
    ['@m|in', 'Mina', '@Mina |'],
    ['@m|xy', 'Mina', '@Mina|xy'],
    ['@mi|\nhi', 'Mina', '@Mina |\nhi'],
    ['see #op|', 'ops', 'see #ops |'],
  ])('%j with %s: %j', (marked, name, expected) => {
    expect(taken(marked, name)).toBe(expected)
  })
})
