import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { nameSchema } from '../../../protocol/entry.ts'
import { nameKeys } from '../../../server/people/name-key.ts'

/** Whether somebody of the one name keeps the other from joining. */
const isTaken = (name: string, there: string): boolean => {
  const [mine, theirs] = [nameKeys(name), nameKeys(there)]
  return mine.folded === theirs.folded || mine.look === theirs.look
}

describe('14 a name that looks like one that is there is taken', () => {
  it.each([
    ['in Cyrillic', 'Аnnа Раrk'],
    ['in Cyrillic capitals', 'АNNА РАRК'],
    ['in Greek capitals', 'ΑΝΝΑ ΡΑRΚ'],
    ['in full width', 'Ａｎｎａ　Ｐａｒｋ'],
    ['in mathematical letters', '𝐀𝐧𝐧𝐚 𝓟𝓪𝓻𝓴'],
    ['in letters of Cherokee', 'Ꭺnna Ꮲark'],
    ['with a letter of Lisu', 'ꓮnna Park'],
    ['in other letters and with a Greek alpha', 'ANNα PARK'],
    ['with a script a', 'Ann\u0251 Park'],
  ])('%s', (_what, name) => {
    expect(isTaken(name, 'Anna Park')).toBe(true)
  })

  it.each([
    ['Anna Iee', 'Anna lee'],
    ['Anna 1ee', 'Anna lee'],
    ['CaroI', 'Carol'],
    ['Іris', 'Iris'],
    ['ІRIS', 'iris'],
    ['Carrnen', 'Carmen'],
    ['0lga', 'Olga'],
    ['Marc0', 'Marco'],
    ['Иван', 'иван'],
    ['Anna\u2010Lee', 'Anna-Lee'],
    ['Οδυσσέας', 'Oδυσσέας'],
  ])('%s beside %s', (name, there) => {
    expect(isTaken(name, there)).toBe(true)
  })

  it.each([
    ['박가', '바까'],
    ['민아', '미나'],
    ['각아', '가가'],
    ['김민수', '김민주'],
    ['ヘレン', 'ハレン'],
    ['ニーナ', 'ニナ'],
    ['田中', '由中'],
    ['さくら', 'さくろ'],
    ['René', 'Rene'],
    ['Mia', 'Mla'],
    ['Иван', 'Иван Петров'],
    ['Müller', 'Muller'],
  ])('%s and %s are two', (one, other) => {
    expect(isTaken(one, other)).toBe(false)
  })
})

describe('14 a letter has at most two marks', () => {
  const stacked = 'Anna\u0332\u0323\u0325 Park'

  it.each([
    ['three on a letter', stacked],
    ['three on a space', 'Anna \u0301\u0302\u0303'],
    ['three, one of them composed', 'Rene\u0301\u0302\u0303'],
    ['three on what is composed of two', 'Vi\u1ec7\u0301t'],
    ['five of Thai', 'ก\u0e47\u0e47\u0e47\u0e47\u0e47'],
  ])('%s are refused', (_what, name) => {
    const parsed = v.safeParse(nameSchema, name)
    expect(parsed.issues?.[0].message).toBe('a letter of a name has at most two marks')
  })

  it.each([
    'Nguyễn Việt',
    'René',
    'Zoë',
    'ที่รัก',
    'ज़ोया',
    'བསྐྱིད',
    'ကို့',
    'שָּׁלוֹם',
    'مُحَمَّد',
    'が',
    '1️⃣ team',
    '👩🏽‍💻',
    'ガク',
  ])('%s is taken', (name) => {
    expect(v.is(nameSchema, name.normalize('NFD'))).toBe(true)
  })
})
