import { describe, expect, it } from 'vitest'
import { mentionsPerson } from '../../../../extension/shared/mentions/mentions-person.ts'

const mina = { name: 'Mina', keywords: ['deploy'] }
const mentions = (text: string, person = mina, title?: string): boolean =>
  mentionsPerson({ title, text }, person)

describe('a mention', () => {
  it.each([
    '**@Mina**',
    '_@Mina_',
    '~~@Mina~~',
    '**@Mina**님',
    '> @Mina',
    '- @Mina look',
    '**hey @Mina**',
    '**deploy**',
    '_deploy_가',
    '`x` @Mina `y`',
    '`@Mina',
    '```\n@Mina',
  ])('counts as it reads: %j', (text) => expect(mentions(text)).toBe(true))
  it.each([
    '`@Mina`',
    '`` ` @Mina ``',
    '**`@Mina`**',
    '```\n@Mina\n```',
    '```\nx\n\n@room\n```',
    '> ```\n> deploy\n> ```',
    '- `deploy`',
    '`npm run deploy`',
    '@`Mina`',
  ])('is not in code: %j', (text) => expect(mentions(text)).toBe(false))
  it('in a title is always one: a title is not formatted', () =>
    expect(mentions('x', mina, '`deploy`')).toBe(true))
  it('of a name with marks in it is found as it was typed', () => {
    expect(mentions('hey @lead *Star* !', { name: 'lead *Star*', keywords: [] })).toBe(true)
    expect(mentions('a *now* b', { name: 'x', keywords: ['*now*'] })).toBe(true)
    expect(mentions('`*now*`', { name: 'x', keywords: ['*now*'] })).toBe(false)
  })
  it('of a phrase is not made by taking code out', () =>
    expect(mentions('code `x` review', { name: 'x', keywords: ['code review'] })).toBe(false))
})
