import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findMentions } from '../../../../extension/shared/mentions/mentions.ts'
import { stories } from '../../../support/stories.ts'

const mentionsName = (text: string, name: string): boolean => findMentions(text, { name, keywords: [] }).name
const hasKeyword = (text: string, ...keywords: string[]): boolean =>
  findMentions(text, { name: 'somebody', keywords }).keyword

describe('a name is called by', () => {
  it.each([
    ['Mina', '@Mina'],
    ['Mina', 'hello @mina, lunch?'],
    ['Mina', '(@MINA)'],
    ['Mina', '＠Ｍｉｎａ'],
    ['Mina', '@Mina: look'],
    ['Mina', '@Mina.'],
    ['Mina', '@Mina - look'],
    ['Mina', "@Mina's turn"],
    ['Mina', "@Mina'ya sor"],
    ['Mina', '@Bob/@Mina'],
    ['Mina', 'not @Minah but @Mina'],
    ['Mina', '@Minaさん、会議です'],
    ['Mina', '@Mina你好'],
    ['Mina', '@\u200fMina\u200f'],
    ['Mina', '@Mina👍'],
    ['Mina Park', '@mina  park: yes'],
    ['Mina Park', '@Mina\u00a0Park에게'],
    ['  Mina ', '@Mina'],
    ['Łukasz', '@łukasz'],
    ['Zoë', '@Zoe\u0308!'],
    ['İpek', '@ipek'],
    ['Işık', '@ışık'],
    ['Groß', '@GROSS'],
    ['Νίκος', '@ΝΊΚΟΣ'],
    // Before an apostrophe and a letter, a sigma in lower case is not a final one.
    ['Νίκος', "@ΝΊΚΟΣ'S TURN"],
    ["O'Brien", "@o'brien"],
    ['Bob Jr.', '@Bob Jr. knows'],
    ['@mina', '@mina'],
    ['Mina 🎉', '@mina 🎉 hurray'],
    ['❤️', '@❤'],
    ['👩‍💻', '@👩‍💻에게'],
    ['王伟', '@王伟你看一下'],
    ['王伟', '请@王伟看'],
    ['美咲', '明日は@美咲さん'],
    ['マリ', '@マリに聞いて'],
    ['สมชาย', '@สมชายครับ'],
    ['דנה', '@דנה, בואי'],
    ['이름', '@이름ㅋㅋ'],
    ['이름', '@이름 표'],
    ['민', '@민아'],
  ])('%s: %s', (name, text) => expect(mentionsName(text, name)).toBe(true))
})

describe('a name is not called by', () => {
  it.each([
    ['Mina', 'Mina'],
    ['Mina', '@ Mina'],
    ['Mina', '@Minah'],
    ['Mina', '@Mina_2'],
    ['Mina', '@Mina2'],
    ['Mina', '@Mina-Sophie'],
    ['Mina', '@Miná'],
    ['Mina', '@Mina\u0301'],
    ['Mina', 'a@mina'],
    ['Mina', 'a@mina.com'],
    ['Mina', '@mina.com'],
    ['Mina', '@mina@example.org'],
    ['Mina', 'https://video.example/@mina'],
    ['Mina', '안녕@Mina'],
    ['Mina Park', '@Mina'],
    ['이름', '@이름표'],
    ['이름', '@이름표에게'],
    ['이름', '@이름에게도요리'],
    ['이름', '@이름님abc'],
    ['Mina', '@Mina표'],
    ['マリ', '@マリア'],
    ['マリ', '@マリー'],
    ['👩', '@👩‍💻'],
    ['👍', '@👍🏽'],
    ['', '@ hello'],
    ['\u00ad', '@'],
  ])('%j: %s', (name, text) => expect(mentionsName(text, name)).toBe(false))
})

describe('particles after a name count', () => {
  const particles =
    '에게 님 아 은 는 이 가 을 를 의 도 만 한테 께 께서 와 과 랑 이랑 로 으로 야 씨 님이 님께 씨가 님께서는 님들 님들에게도 들은 에게만은 ' +
    '한테서 에게서 까지 까지도 부터 보다 처럼 마저 조차 밖에 라도 이라도 하고 입니다 님입니다 이에요 예요 님들에게서까지도'
  it.each(particles.split(' '))('%s', (particle) => {
    for (const name of ['이름', 'Mina', "O'Brien", 'Mina Park', '王伟', '🎉'])
      for (const after of ['', ' 물어봐', '.', '?', '~', '(요)'])
        expect(mentionsName(`@${name}${particle}${after}`, name), name + after).toBe(true)
    expect(mentionsName(`@이름${particle}표`, '이름')).toBe(false)
  })
})

describe('@room', () => {
  it.each(['@room', '@Room, lunch', '@room에', '@room은', 'hey @room!', '大家@room'])('in %s', (text) =>
    expect(findMentions(text, { name: 'Mina', keywords: [] })).toEqual({
      name: false,
      room: true,
      keyword: false,
    }),
  )
  it.each(['room', '@rooms', 'a@room.example', '@room.example', '@모두', '@방'])('not in %s', (text) =>
    expect(findMentions(text, { name: 'Mina', keywords: [] }).room).toBe(false),
  )
})

describe('a keyword is in', () => {
  it.each([
    ['deploy', 'Deploy now'],
    ['deploy', 're-deploy!'],
    ['deploy', 'deploy가 끝났어요'],
    ['deploy', 'see https://ci.example/deploy/3'],
    ['배포', '배포는 내일'],
    ['배포', '오늘 배포.'],
    ['會議', '今天會議三點'],
    ['サーバ', '新サーバが'],
    ['code review', 'the Code\n review is due'],
    ['c++', 'is it C++?'],
    ['c++', 'c++로 짰어요'],
    ['#42', 'see #42.'],
    ['#42', '(#42)'],
    ['.net', 'on .NET today'],
    ['@ops', 'ask @ops'],
    ['straße', 'STRASSE 5'],
    ['🎉', 'yes🎉🎉🎉'],
    ['مرحبا', 'مرحبا، كيف'],
  ])('%s: %s', (keyword, text) => expect(hasKeyword(text, keyword)).toBe(true))
})

describe('a keyword is not in', () => {
  it.each([
    ['deploy', 'deployed'],
    ['deploy', 'redeploy'],
    ['deploy', 'pre_deploy'],
    ['배포', '재배포'],
    ['배포', '배포판'],
    ['サーバ', 'サーバー'],
    ['c++', 'c+'],
    ['#42', '#421'],
    ['#42', 'room#42'],
    ['.net', 'example.net'],
    ['caf', 'café'],
    ['e', 'e\u0301'],
    ['1', '1\ufe0f\u20e3'],
    ['', ' '],
    ['  ', '  '],
  ])('%j: %s', (keyword, text) => expect(hasKeyword(text, keyword)).toBe(false))

  it('finds any of several', () => expect(hasKeyword('the build is red', 'green', 'red')).toBe(true))
})

describe('for any name', () => {
  const word = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((text) => /[\p{L}\p{N}\p{So}]/u.test(text))
  // What begins with a mark belongs to the sign before it, and so is no word by itself.
  const name = word.filter((text) => /^[\p{L}\p{N}]/u.test(text.normalize('NFKC')))

  it('@name mentions, whatever spaces and marks are around it', () => {
    fc.assert(
      fc.property(
        name,
        fc.constantFrom('', ' ', '…', '(', 'ok '),
        fc.constantFrom('', ' ', ', look', '!', ') ok'),
        (who, before, after) => {
          expect(mentionsName(`${before}@${who}${after}`, who)).toBe(true)
          expect(hasKeyword(`${before}${before && ' '}${who}${after}`, who)).toBe(true)
        },
      ),
      { numRuns: stories(3000) },
    )
  })

  it('a text without @ calls nobody', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), name, (text, who) => {
        expect(mentionsName(text.normalize('NFKC').replaceAll('@', ''), who.replaceAll('@', 'a'))).toBe(false)
      }),
    )
  })
})
