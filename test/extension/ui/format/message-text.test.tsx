// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { MessageText } from '../../../../extension/ui/messages/message-text.tsx'
import { parseMessage } from '../../../../extension/shared/format/parse-message.ts'
import { drawText } from '../../../../extension/toast/draw-text.ts'
import { formattedTexts } from '../../../faults/client/texts/hostile-texts.ts'
import { find, mount, press } from '../mount.tsx'

const draw = (text: string): HTMLElement => {
  mount(<MessageText text={text} />)
  return find('.message-text')
}

/** Elements and texts as a screen reader walks them. What only one of the two pages has is left out. */
function outline(root: ParentNode): string {
  return [...root.childNodes]
    .map((node) => {
      if (!(node instanceof HTMLElement)) return node.textContent ?? ''
      if (node.localName === 'button' || node.role === 'status') return ''
      const inside = outline(node)
      if (['div', 'a', 'bdi'].includes(node.localName)) return inside
      const [dir, value] = [node.getAttribute('dir'), node.getAttribute('value')]
      return `<${node.localName}${dir === null ? '' : ` ${dir}`}${value === null ? '' : ` ${value}`}>${inside}</>`
    })
    .join('')
}

const sample = `Look **here**, *there*, _anywhere_, ~~not~~ \`x = 1\`: https://a.example/x_y

> quoted
> > twice

- one
- two
  - deep
3. three

\`\`\`ts
let x
\`\`\``

describe('a formatted message', () => {
  it('is made of the elements that say what it means', () => {
    expect(outline(draw(sample))).toBe(
      '<p auto>Look <strong>here</>, <em>there</>, <em>anywhere</>, <del>not</> <code ltr>x = 1</>: https://a.example/x_y</>' +
        '<blockquote auto><p>quoted</><blockquote auto><p>twice</></></>' +
        '<ul auto><li>one</><li>two<ul auto><li>deep</></></></><ol auto><li 3>three</></>' +
        '<pre ltr><code>let x</></>',
    )
  })
  it.each([...formattedTexts.map(({ text }) => text), sample, '가 **굵게**는', '>>> a\n- 1. x'])(
    'has the same elements on a card: %j',
    (text) => {
      const log = outline(draw(text))
      document.body.replaceChildren(...drawText(parseMessage(text)))
      expect(outline(document.body)).toBe(log)
    },
  )
  it.each(formattedTexts)('shows all of it: $text', ({ text, reads }) =>
    expect(draw(text).textContent).toBe(reads),
  )
  it('has links in the log, and none on a card', () => {
    draw('**https://a.example/x**')
    expect(find<HTMLAnchorElement>('strong a').getAttribute('href')).toBe('https://a.example/x')
    document.body.replaceChildren(...drawText(parseMessage('**https://a.example/x**')))
    expect(document.querySelector('a')).toBeNull()
    expect(find('strong bdi').dir).toBe('ltr')
  })
  it('has no blank lines at its ends', () => expect(draw('\n\n a\n\n').innerText).toBe(' a'))
  it.each([
    ['👍', true],
    ['👩‍💻 ❤️\n🇰🇷', true],
    ['👍👍👍👍', false],
    ['👍 ok', false],
    ['1', false],
    ['**👍**', false],
    ['> 👍', false],
  ])('of emoji alone is large: %s %s', (text, large) =>
    expect(draw(text).classList.contains('emoji-only')).toBe(large),
  )
})

describe('fenced code', () => {
  const writeText = vi.fn<(text: string) => Promise<void>>()
  beforeEach(() => {
    writeText.mockReset().mockResolvedValue()
    vi.stubGlobal('navigator', { clipboard: { writeText } })
  })
  it('is a named group that the keyboard scrolls, with a named button that copies it', async () => {
    draw('```c++\n  a\n\n b \n```')
    expect(find('[role="group"]', 'Code: c++').querySelector('pre')?.tabIndex).toBe(0)
    const button = find<HTMLButtonElement>('button', 'Copy code')
    expect(button.title).toBe('Copy code')
    await press(button)
    expect(writeText.mock.calls).toEqual([['  a\n\n b ']])
    expect(find('[role="status"]').textContent).toBe('Copied')
  })
  it('says that the browser refused', async () => {
    writeText.mockRejectedValue(new Error('refused'))
    draw('```\nx\n```')
    await press(find('button', 'Copy code'))
    expect(find('[role="status"]').textContent).toBe('The browser refused to copy.')
  })
})

describe('a long message', () => {
  const long = (lines: number): string =>
    Array.from({ length: lines }, (_, at) => `line ${at + 1}`).join('\n')
  const buttons = () => document.querySelectorAll('button').length
  it('is folded above about 20 lines, and shown by a button', async () => {
    const text = draw(long(60))
    expect(text.textContent.trim()).toMatch(/line 20…$/)
    const button = find<HTMLButtonElement>('button', 'Show all')
    expect(button.getAttribute('aria-expanded')).toBe('false')
    await press(button)
    expect(find('.message-text').textContent).toBe(long(60))
    await press(find('button', 'Show less'))
    expect(find('.message-text').textContent).not.toContain('line 21')
  })
  it('with a few lines more is whole', () => {
    draw(long(24))
    expect(buttons()).toBe(0)
    draw(long(25))
    expect(buttons()).toBe(1)
  })
  it.each([
    ['words', 'word '.repeat(300)],
    ['Korean', '가나다 '.repeat(200)],
    ['items', '- x\n'.repeat(30)],
    ['a quote', '> x\n'.repeat(30)],
    ['code', `\`\`\`\n${'x\n'.repeat(30)}\`\`\``],
    ['an address', `https://a.example/${'x'.repeat(2000)}`],
  ])('may be %s', (_, text) => {
    const shown = draw(text).textContent
    expect(find('button', 'Show all')).toBeTruthy()
    expect(shown.length).toBeLessThan(text.length)
    expect(document.querySelector('a')).toBeNull()
  })
  it('of blank lines is not long', () => {
    expect(draw(`a${'\n'.repeat(1990)}b`).children).toHaveLength(2)
    expect(buttons()).toBe(0)
  })
})
