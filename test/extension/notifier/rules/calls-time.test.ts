import { expect, it } from 'vitest'
import { callsOf } from '../../../../extension/background/notifier/rules/calls.ts'
import { TEXT_MAX } from '../../../../protocol/limits.ts'

const KEYWORDS = 50
const keywords = (make: (index: number) => string): string[] =>
  Array.from({ length: KEYWORDS }, (_, index) => make(index))

/** Texts that are nearly a call everywhere, each with the name and the keywords that it is worst for. */
const adversaries: [what: string, sign: string, name: string, keywords: string[]][] = [
  ['@ alone', '@', '@', keywords((index) => '@'.repeat(index + 1) + 'a')],
  ['a name that goes on', '@minah', 'mina', keywords((index) => `mina${'h@mina'.repeat(index % 9)}`)],
  ['one letter', 'a', 'a', keywords((index) => 'a'.repeat(index + 1))],
  ['a long keyword, wrong at its end', 'a', 'a', keywords((index) => `${'a'.repeat(62)}${index}`)],
  ['a long keyword, wrong at its beginning', 'a', 'a', keywords((index) => `${index}${'a'.repeat(62)}`)],
  [
    'a long keyword, wrong in its middle',
    'ab',
    'ab',
    keywords((index) => `${'ab'.repeat(15)}${index}${'ab'.repeat(15)}`),
  ],
  ['particles without end', '@이름에게', '이름', keywords((index) => '에게이름@'.repeat(1 + (index % 9)))],
  ['words that nearly begin', 'xa ', 'a', keywords((index) => 'xa '.repeat(index + 1).slice(1))],
  ['words that nearly end', '!a', 'a', keywords((index) => '!a'.repeat(index + 1).slice(0, -1))],
  ['one particle', '이', '이', keywords((index) => '이'.repeat(index + 1))],
  ['marks without end', '\u0301', 'e', keywords((index) => '\u0301'.repeat(index + 1))],
  ['joined emoji', '👩\u200d', '👩', keywords((index) => '👩\u200d'.repeat(index % 9) + '👩')],
  ['links', 'https://', 'mina', keywords((index) => `http${index}`)],
  [
    'one sign that becomes eighteen',
    'ﷺ',
    'ص',
    keywords((index) => 'صلى الله عليه وسلم'.slice(1, 2 + (index % 9))),
  ],
  ['dots in the upper I', 'İ', 'i', keywords((index) => 'i'.repeat(index + 1))],
]

const textOf = (sign: string, length: number): string => sign.repeat(length).slice(0, length)

/** Of many runs the fastest is what the work itself takes: whatever else the machine does only makes one slower. */
function fastest(run: () => void): number {
  let best = Infinity
  for (let round = 0; round < 15; round++) {
    const begun = performance.now()
    run()
    best = Math.min(best, performance.now() - begun)
  }
  return best
}

it.each(adversaries)(
  '%s: the longest text takes less than 20 ms, twice of it about twice',
  (_, sign, name, words) => {
    const timeOf = (length: number): number => {
      const text = textOf(sign, length)
      return fastest(() => void callsOf(text, { name, keywords: words }))
    }
    const [one, four] = [timeOf(TEXT_MAX), timeOf(TEXT_MAX * 4)]
    expect(one).toBeLessThan(20)
    // Over two doublings, and half a millisecond apart from it: otherwise a moment's noise decides.
    expect(four).toBeLessThanOrEqual(one * 2.3 ** 2 + 0.5)
  },
)
