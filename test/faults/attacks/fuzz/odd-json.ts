import type { Random } from '../../harness/random.ts'

const nested = (open: string, close: string, depth: number): string =>
  open.repeat(depth) + close.repeat(depth)

/** Values of JSON that programs stumble over, as text: `JSON.parse` makes of some what no literal can say. */
const oddJsons: readonly string[] = [
  ...[
    'null',
    'true',
    'false',
    '[]',
    '{}',
    '[[]]',
    '[null]',
    '""',
    '" "',
    '"0"',
    '"null"',
    '"NaN"',
    '"Infinity"',
  ],
  ...['0', '-0', '1', '-1', '0.5', '1e308', '-1e308', '1e999', '5e-324', '2147483648', '4294967296'],
  ...['9007199254740991', '9007199254740992', '9007199254740993', '1e21', '"1e3"', '"0x10"', '"-0"'],
  ...[
    '"\\u0000"',
    '"a\\u0000b"',
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\ufeff"',
    '"\\u202egnp.exe"',
    '"\\u2066x"',
  ],
  ...['"a\\r\\nSet-Cookie: x"', '"\\u001b[2J"', '"%00"', '"../../etc/passwd"', '"\' or 1=1 --"', '"${7*7}"'],
  ...[
    '"__proto__"',
    '"constructor"',
    '"prototype"',
    '"toString"',
    '"hasOwnProperty"',
    '"toJSON"',
    '"length"',
  ],
  ...['{"__proto__":{"polluted":1}}', '{"__proto__":null}', '{"constructor":{"prototype":{"polluted":1}}}'],
  ...[
    '{"toJSON":1}',
    '{"toString":1}',
    '{"valueOf":null}',
    '{"length":1e9}',
    '{"then":1}',
    '{"type":"Buffer","data":[1]}',
  ],
  ...['{"_placeholder":true,"num":0}', '{"_placeholder":true,"num":-1}', '[{"_placeholder":true,"num":1e9}]'],
  ...[
    '{"a":1,"a":2}',
    '{"":""}',
    '[1,2,3]',
    '{"0":"a","1":"b"}',
    '"general"',
    '"message"',
    '"join"',
    '5',
    '6',
  ],
  nested('[', ']', 50),
  nested('{"a":[', ']}', 500),
]

/** As large as a command may be, and larger; nested deeper than a stack. Rare: each is work for both sides. */
const largeJsons: readonly (() => string)[] = [
  () => nested('[', ']', 20_000),
  () => `[${'1,'.repeat(20_000)}1]`,
  () => JSON.stringify('x'.repeat(65_000)),
  () => JSON.stringify('한'.repeat(30_000)),
  () => `{${Array.from({ length: 3_000 }, (_, index) => `"k${index}":0`).join(',')}}`,
  () => '9'.repeat(10_000),
]

export const oddJson = (random: Random): string =>
  random.next() < 0.02 ? random.pick(largeJsons)() : random.pick(oddJsons)

/** Characters that change what a text is without showing. */
const oddCharacters = [
  '\u0000',
  '\ud800',
  '\udfff',
  '\u202e',
  '\u2066',
  '\u200f',
  '\ufeff',
  '\u2028',
  '\u0007',
  '\u{1f469}',
]

export function oddText(text: string, random: Random): string {
  const at = random.int(0, text.length)
  return text.slice(0, at) + random.pick(oddCharacters) + text.slice(at)
}

/** Lengths around every limit of the wire. */
const limits = [0, 1, 32, 33, 64, 65, 120, 121, 2_048, 2_049, 4_096, 4_097, 12_288, 12_289]

export function oddLength(text: string, random: Random): string {
  const length = random.pick(limits)
  return (text === '' ? 'x' : text).repeat(length).slice(0, length)
}
