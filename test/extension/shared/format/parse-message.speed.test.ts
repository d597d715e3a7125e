import { expect, it } from 'vitest'
import { BODY_MAX } from '../../../../protocol/limits.ts'
import { foldBlocks } from '../../../../extension/shared/format/fold-blocks.ts'
import { isEmojiOnly } from '../../../../extension/shared/format/emoji-only.ts'
import { parseMessage } from '../../../../extension/shared/format/parse-message.ts'
import { plainText } from '../../../../extension/shared/format/plain-text.ts'

/** What is repeated until the text is long. */
const adversaries = [
  ...[
    '*',
    '**',
    '***a',
    '_',
    '~',
    '`',
    '>',
    '> ',
    '[',
    '](',
    '-',
    '- ',
    '\\*',
    '#',
    '\n',
    ' ',
    '\t',
    '가',
    '👍',
    '❤️',
  ],
  ...[
    '*a ',
    ' a*',
    '*a* ',
    '**a ',
    '*a_b~c ',
    '_a *b ',
    '*_',
    '*a _b* c_ ',
    '*_a ',
    'a_',
    '(*',
    '*가*나',
    '~~a ~',
  ],
  ...['` ', '`` `', '`a\n', '```\n', '```js\n', '``` ', '````\n```\n', 'a```\n', '` `` ``` ```` '],
  ...['>\n', '> > > > > > x\n', '>>>>>>>> x\n', '> - > - x\n', '> ```\n'],
  ...['- a\n', '- a\n\n', '  - a\n', '- - - - a\n', '1. a\n', '1. - 1. - a\n', '- a\n    b\n', '- \n'],
  ...[
    'https://a.example/* ',
    '*https://a.example/x*',
    'https://a.example/(*',
    '_https://a.example/_',
    'http://a가_',
  ],
  ...['https://a/*_~', '[a](https://a.b/x) ', '<https://a.b> '],
]

/** All that is done with a message before it is drawn. */
function format(text: string): void {
  const blocks = parseMessage(text)
  foldBlocks(blocks)
  isEmojiOnly(blocks)
  plainText(blocks)
}

function timeOf(text: string): number {
  const begun = performance.now()
  format(text)
  return performance.now() - begun
}

/** Four times the text takes about four times as long; 16 times, where each part is compared with each other one. */
const RATIO_MAX = 8
/** ms, which a moment of the machine's makes no difference to. */
const NOISE = 2
/** ms for the longest text that a command can bring, generous: the machine of a test is shared. */
const TIME_MAX = 100
const RUNS_MIN = 4
const RUNS_MAX = 20

it.each(adversaries.map((sign) => [sign]))('%j: four times the text takes four times as long', (sign) => {
  const textOf = (length: number): string => sign.repeat(Math.ceil(length / sign.length)).slice(0, length)
  const [short, long] = [textOf(BODY_MAX / 4), textOf(BODY_MAX)]
  let [one, four] = [Infinity, Infinity]
  const holds = (): boolean => four < TIME_MAX && four <= (one + NOISE) * RATIO_MAX
  for (let run = 0; run < RUNS_MIN || (run < RUNS_MAX && !holds()); run++) {
    one = Math.min(one, timeOf(short))
    four = Math.min(four, timeOf(long))
  }
  expect(holds(), `${one} ms, four times as long: ${four} ms`).toBe(true)
})

it('marks that are opened on one side and closed on the other take no longer', () => {
  const half = BODY_MAX / 2
  for (const [open, close] of [
    ['*', '*'],
    ['*a ', ' a*'],
    ['**a *b ', ' b* a**'],
    ['_(', ')_'],
    ['> ', ' *'],
  ] as const)
    expect(
      Math.min(
        ...Array.from({ length: RUNS_MIN }, () =>
          timeOf(open.repeat(half / open.length) + 'x' + close.repeat(half / close.length)),
        ),
      ),
    ).toBeLessThan(TIME_MAX)
})

it.each(['*', '_', '`', '>', '[', '> > > > > x\n'])('%j: the longest text takes less than 20 ms', (sign) => {
  const text = sign.repeat(BODY_MAX / sign.length)
  let fastest = Infinity
  for (let run = 0; run < RUNS_MAX && fastest >= 20; run++) fastest = Math.min(fastest, timeOf(text))
  expect(fastest).toBeLessThan(20)
})
