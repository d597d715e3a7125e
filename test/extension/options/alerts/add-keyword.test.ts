import { expect, it } from 'vitest'
import { KEYWORDS_MAX } from '../../../../protocol/limits.ts'
import { addKeywords } from '../../../../extension/options/alerts/add-keyword.ts'

const many = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`)

it.each([
  ['a', { keywords: ['a'] }],
  ['  two words , 배포，次、', { keywords: ['two words', '배포', '次'] }],
  [' , ', { keywords: [] }],
  ['a, A', { keywords: [], problem: 'there-already' }],
  ['Groß, GROSS', { keywords: [], problem: 'there-already' }],
  ['a, ' + 'x'.repeat(65), { keywords: [], problem: 'too-long' }],
])('of "%s" the keywords become %j', (typed, added) => {
  expect(addKeywords([], typed)).toEqual(added)
})
it('one too many is not taken', () => {
  expect(addKeywords(many(KEYWORDS_MAX), 'more').problem).toBe('too-many')
})
