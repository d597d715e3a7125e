import { expect, it } from 'vitest'
import { parseMessage } from '../../../../extension/shared/format/parse-message.ts'
import { plainText } from '../../../../extension/shared/format/plain-text.ts'

it.each([
  ['**a** *b* _c_ ~~d~~ `e`', 'a b c d e'],
  ['> a\n> b\n\nc', '> a\n> b\nc'],
  ['- a\n  - b\n3. c', '• a\n• b\n3. c'],
  ['```js\na\n\nb\n```', 'a\n\nb'],
  ['see https://a.example/x_y', 'see https://a.example/x_y'],
  ['\n\n', ''],
])('a notification has the words of a message without its marks: %j', (text, plain) =>
  expect(plainText(parseMessage(text))).toBe(plain),
)
