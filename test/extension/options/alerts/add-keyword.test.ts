import * as v from 'valibot'
import { expect, it } from 'vitest'
import { defaultPersonSettings, personSettingsSchema } from '../../../../protocol/notification-settings.ts'
import { addKeywords, KEYWORD_MAX, KEYWORDS_MAX } from '../../../../extension/options/alerts/add-keyword.ts'

const isTaken = (keywords: string[]) => v.is(personSettingsSchema, { ...defaultPersonSettings, keywords })
const many = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`)

it('the limits are those of the contract', () => {
  expect([KEYWORD_MAX, KEYWORD_MAX + 1].map((length) => isTaken(['x'.repeat(length)]))).toEqual([true, false])
  expect([KEYWORDS_MAX, KEYWORDS_MAX + 1].map((count) => isTaken(many(count)))).toEqual([true, false])
})
it.each([
  ['a', { keywords: ['a'] }],
  ['  two words , 배포，次、', { keywords: ['two words', '배포', '次'] }],
  [' , ', { keywords: [] }],
  ['a, A', { keywords: [], problem: 'there-already' }],
  ['a, ' + 'x'.repeat(65), { keywords: [], problem: 'too-long' }],
])('of "%s" the keywords become %j', (typed, added) => {
  expect(addKeywords([], typed)).toEqual(added)
})
it('one too many is not taken', () => {
  expect(addKeywords(many(KEYWORDS_MAX), 'more').problem).toBe('too-many')
})
