import { describe, expect, it } from 'vitest'
import { parseMessage } from '../../../../extension/shared/format/parse-message.ts'
import { showTree } from './show-tree.ts'

const inLine = (text: string): string => showTree(parseMessage(text)).replace(/^<p>|<\/p>$/g, '')

describe('marks in a line', () => {
  it.each([
    ['**x**', '<strong>x</strong>'],
    ['*x*', '<em>x</em>'],
    ['_x_', '<em>x</em>'],
    ['~~x~~', '<del>x</del>'],
    ['~x~', '<del>x</del>'],
    ['`x`', '<code>x</code>'],
    ['a **b c** d', 'a <strong>b c</strong> d'],
    ['(*x*), "_y_".', '(<em>x</em>), "<em>y</em>".'],
    ['**two\nlines**', '<strong>two\nlines</strong>'],
    ['**W**orld', '<strong>W</strong>orld'],
    ['**a** and **b**', '<strong>a</strong> and <strong>b</strong>'],
  ])('%j', (text, shown) => expect(inLine(text)).toBe(shown))

  it.each([
    ['**bold *both* bold**', '<strong>bold <em>both</em> bold</strong>'],
    ['*em **both** em*', '<em>em <strong>both</strong> em</em>'],
    ['***both***', '<em><strong>both</strong></em>'],
    ['***both** em*', '<em><strong>both</strong> em</em>'],
    ['***both* bold**', '<strong><em>both</em> bold</strong>'],
    ['**bold *both***', '<strong>bold <em>both</em></strong>'],
    ['~~**_all_**~~', '<del><strong><em>all</em></strong></del>'],
    ['*a _b* c_', '<em>a _b</em> c_'],
    ['**a **b** c**', '<strong>a <strong>b</strong> c</strong>'],
  ])('are nested: %j', (text, shown) => expect(inLine(text)).toBe(shown))

  it.each([
    '**x',
    'x**',
    '*x',
    '_x',
    '~~x~',
    '`x',
    '``x`',
    '**x*',
    'a * x *',
    '** x **',
    '5 * 3 * 2',
    '5*3*2',
    'x**2 + y**2',
    '2 ** 3 ** 4',
    '****x****',
    '__init__',
    '~~~x~~~',
    '\\*x\\*',
    '¯\\_(ツ)_/¯',
    '**',
    '``````',
    '@_mina_',
    '**one\n\ntwo**',
  ])('without a partner are text: %j', (text) =>
    expect(showTree(parseMessage(text)).replace(/<\/p><p>/g, '\n\n')).toBe(`<p>${text}</p>`),
  )

  it.each(['snake_case_name', '보고서_최종_v2.pdf', 'a_b _c', 'MAX_VALUE_1 and MIN_VALUE_1', 'x_1_, y_2_'])(
    'underscores in words are text: %j',
    (text) => expect(inLine(text)).toBe(text),
  )

  it.each(['(*_*)', '*^^*', '(>_<)', '-_-', '*-*', '~_~', 'T_T', '^_^'])('faces are text: %s', (text) =>
    expect(inLine(text)).toBe(text),
  )

  it('are no deeper than six', () => {
    const text = `${'*a **b '.repeat(50)}x${' b** a*'.repeat(50)}`
    const shown = inLine(text)
    expect(shown.match(/<(em|strong)>/g)).toHaveLength(6)
    expect(shown.replace(/<\/?(em|strong)>/g, '')).toContain('*a **b ')
  })
})

describe('marks in Korean, in scripts without spaces, and from right to left', () => {
  it.each([
    ['**굵게**는', '<strong>굵게</strong>는'],
    ['**"굵게"**는', '<strong>"굵게"</strong>는'],
    ['**굵게(bold)**는', '<strong>굵게(bold)</strong>는'],
    ['이것은 *기울임*입니다.', '이것은 <em>기울임</em>입니다.'],
    ['_기울임_은', '<em>기울임</em>은'],
    ['~~취소~~는', '<del>취소</del>는'],
    ['~취소~는', '<del>취소</del>는'],
    ['`코드`는', '<code>코드</code>는'],
    ['*bold*는', '<em>bold</em>는'],
    ['앞**굵게**뒤', '앞<strong>굵게</strong>뒤'],
    ['这是**粗体**字', '这是<strong>粗体</strong>字'],
    ['これは**「太字」**です', 'これは<strong>「太字」</strong>です'],
    ['これは*斜体*です', 'これは<em>斜体</em>です'],
    ['นี่**หนา**นะ', 'นี่<strong>หนา</strong>นะ'],
    ['זה **מודגש** כאן', 'זה <strong>מודגש</strong> כאן'],
    ['هذا *مائل*، نعم', 'هذا <em>مائل</em>، نعم'],
    ['👍**굵게**👍', '👍<strong>굵게</strong>👍'],
    ['❤️*x*❤️', '❤️<em>x</em>❤️'],
  ])('%j', (text, shown) => expect(inLine(text)).toBe(shown))

  it.each([
    '월~금, 화~토',
    '10시~11시, 12시~13시',
    '안녕~~ 반가워~~',
    '안녕~~반가워~~',
    '가로*세로*높이',
    'ㅋㅋ~ 좋아요~!',
  ])('what is written without formatting stays: %j', (text) => expect(inLine(text)).toBe(text))
})

describe('code in a line', () => {
  it.each([
    ['`**x**`', '<code>**x**</code>'],
    ['**a `b** c`', '**a <code>b** c</code>'],
    ['**a `b` c**', '<strong>a <code>b</code> c</strong>'],
    ['`https://a.example/x`', '<code>https://a.example/x</code>'],
    ['https://a.example/`x`', '<link>https://a.example/</link><code>x</code>'],
    ['`` a`b ``', '<code>a`b</code>'],
    ['`` ` ``', '<code>`</code>'],
    ['```x```', '<code>x</code>'],
    ['` `', '<code> </code>'],
    ['`a\\`', '<code>a\\</code>'],
  ])('wins over all: %j', (text, shown) => expect(inLine(text)).toBe(shown))
  it.each(['a `b\nc` d', '\\`x`'])('is within a line: %j', (text) => expect(inLine(text)).toBe(text))
})

describe('addresses', () => {
  it.each([
    'https://a.example/snake_case_name/*x*/~y~',
    'https://a.example/_x_',
    'https://a.example/*',
    'https://a.example/a**b**c?q=_1_#*z*',
    'https://ko.wikipedia.org/wiki/한글_(문자)',
  ])('stay whole: %s', (text) => expect(inLine(text)).toBe(`<link>${text}</link>`))
  it.each([
    ['**https://a.example**', '<strong><link>https://a.example</link></strong>'],
    ['**https://a.example/x**', '<strong><link>https://a.example/x</link></strong>'],
    ['**see https://a.example/x.**', '<strong>see <link>https://a.example/x</link>.</strong>'],
    ['**https://a.example/x**는', '<strong><link>https://a.example/x</link></strong>는'],
    ['_https://a.example/a_b_', '<em><link>https://a.example/a_b</link></em>'],
    ['*https://a.example/*x*/y*', '<em><link>https://a.example/*x*/y</link></em>'],
    ['**_https://a.example/x_**', '<strong><em><link>https://a.example/x</link></em></strong>'],
    ['_https://ko.example/한글_(문자)_', '<em><link>https://ko.example/한글_(문자)</link></em>'],
    ['*a* https://a.example/*', '<em>a</em> <link>https://a.example/*</link>'],
  ])('are in what is marked: %s', (text, shown) => expect(inLine(text)).toBe(shown))
  it('are never behind other words', () => {
    expect(inLine('[good.example](https://evil.example/x)')).toBe(
      '[good.example](<link>https://evil.example/x</link>)',
    )
  })
})
