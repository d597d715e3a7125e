import { expect, it } from 'vitest'
import { findMentions } from '../../../../extension/shared/mentions/mentions.ts'
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

function timeOf(run: () => void): number {
  const begun = performance.now()
  run()
  return performance.now() - begun
}

/**
 * Of many runs the fastest is what the work itself takes: whatever else the machine does only makes one slower. So more runs
 * can only help an honest function, and one whose time grows with the square is far beyond the limit (16 to 5.3).
 */
const RUNS_MIN = 10
const RUNS_MAX = 300

it.each(adversaries)(
  '%s: the longest text of a person takes less than 20 ms, twice of it about twice, beyond what the wire takes',
  (_, sign, name, words) => {
    const once = (length: number): (() => void) => {
      const text = textOf(sign, length)
      return () => void findMentions(text, { name, keywords: words })
    }
    const [short, long] = [once(TEXT_MAX), once(TEXT_MAX * 4)]
    let [one, four] = [Infinity, Infinity]
    // Over two doublings, and half a millisecond apart from it: otherwise a moment's noise decides.
    const holds = (): boolean => one < 20 && four <= one * 2.3 ** 2 + 0.5
    for (let run = 0; run < RUNS_MIN || (run < RUNS_MAX && !holds()); run++) {
      one = Math.min(one, timeOf(short))
      four = Math.min(four, timeOf(long))
    }
    expect(holds(), `${one} ms, four times as long: ${four} ms`).toBe(true)
  },
)
