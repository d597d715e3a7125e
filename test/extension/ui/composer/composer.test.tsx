// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { act } from 'preact/test-utils'
import { describe, expect, it } from 'vitest'
import { newMessage, type ComposeMode } from '../../../../extension/ui/composer/compose-mode.ts'
import { Composer } from '../../../../extension/ui/composer/composer.tsx'
import { byPerson } from '../../by-person.ts'
import { find, mount, recordAsks, settle } from '../mount.tsx'

function open(answers: Parameters<typeof recordAsks>[0] = {}, draft = '', blocked?: string) {
  const { ask, asked } = recordAsks(answers)
  mount(
    <Composer
      ask={ask}
      room="general"
      name="general"
      draft={draft}
      blocked={blocked}
      mode={signal<ComposeMode>(newMessage)}
      names={{ person: () => [], room: () => [] }}
      onEditLast={() => undefined}
      onDelete={() => undefined}
    />,
  )
  const box = find<HTMLTextAreaElement>('textarea', 'Message')
  const fire = (event: Event) => void act(() => void box.dispatchEvent(byPerson(event)))
  const options = { bubbles: true, cancelable: true }
  return {
    asked,
    box,
    sent: () =>
      asked.filter(({ name }) => name === 'send').map(({ input }) => (input as { text: string }).text),
    drafts: () =>
      asked.filter(({ name }) => name === 'draft').map(({ input }) => (input as { text: string }).text),
    type: (text: string) => {
      box.value = text
      fire(new InputEvent('input', options))
    },
    key: (init: KeyboardEventInit & { keyCode?: number }) => {
      const event = new KeyboardEvent('keydown', { key: 'Enter', ...options, ...init })
      Object.defineProperty(event, 'keyCode', { value: init.keyCode ?? 13 })
      fire(event)
      return event
    },
    composition: (kind: 'start' | 'end') => fire(new CompositionEvent(`composition${kind}`, options)),
    lineBreak: () => {
      const event = new InputEvent('beforeinput', { ...options, inputType: 'insertLineBreak' })
      fire(event)
      return event
    },
  }
}

describe('the composer', () => {
  it('opens with the draft and the focus', () => {
    const { box } = open({}, 'half a thought')
    expect(box.value).toBe('half a thought')
    expect(document.activeElement).toBe(box)
  })
  it('hands each input over at once, and nothing more after sending', () => {
    const composer = open()
    composer.type('a')
    composer.type('ab')
    composer.key({})
    expect(composer.asked.filter(({ name }) => name !== 'typing').map(({ name }) => name)).toEqual([
      'draft',
      'draft',
      'send',
    ])
    expect(composer.drafts()).toEqual(['a', 'ab'])
  })
  it('sends the text as it is, once, and is empty at once', () => {
    const composer = open()
    composer.type('hello\nworld ')
    expect(composer.key({}).defaultPrevented).toBe(true)
    expect(composer.box.value).toBe('')
    composer.key({})
    expect(composer.sent()).toEqual(['hello\nworld '])
  })
  it('does not send with Shift, nor blanks', () => {
    const composer = open()
    composer.type(' \n ')
    composer.key({})
    composer.type('x')
    expect(composer.key({ shiftKey: true }).defaultPrevented).toBe(false)
    expect(composer.sent()).toEqual([])
  })
  it('shows others that somebody types, but not for blanks', () => {
    const composer = open()
    composer.type(' ')
    expect(composer.asked.filter(({ name }) => name === 'typing')).toEqual([])
    composer.type(' a')
    expect(composer.asked.filter(({ name }) => name === 'typing')).toHaveLength(1)
  })
  it('takes the text back when it could not be stored, before what was typed since', async () => {
    const composer = open({ send: { ok: false, error: { code: 'unavailable', message: 'x' } } })
    composer.type('first')
    composer.key({})
    composer.type('second')
    await settle()
    expect(composer.box.value).toBe('first\nsecond')
    expect(composer.drafts().at(-1)).toBe('first\nsecond')
    expect(document.body.textContent).toContain('It did not work just now.')
  })
  it('counts near the limit, and above it says what to do and does not send', () => {
    const composer = open()
    composer.type('x'.repeat(3895))
    expect(document.body.textContent).not.toContain('/ 4,096')
    composer.type('x'.repeat(4096))
    expect(document.body.textContent).toContain('4,096 / 4,096')
    expect(find<HTMLButtonElement>('button', 'Send').disabled).toBe(false)
    composer.type('x'.repeat(4108))
    composer.key({})
    expect(composer.sent()).toEqual([])
    expect(find<HTMLButtonElement>('button', 'Send').disabled).toBe(true)
    const hint = document.getElementById(composer.box.getAttribute('aria-describedby') ?? '')
    expect(hint?.textContent).toBe('Shorten it by 12 characters to send it.')
  })
  it('says that pictures come soon when one is pasted or dropped, until the next sign', () => {
    const composer = open()
    const status = () => document.querySelector('[role=status]')?.textContent
    const give = (name: string, types: string[], words = '') => {
      const event = new Event(name, { bubbles: true })
      const data = { types, getData: () => words }
      Object.defineProperty(event, name === 'paste' ? 'clipboardData' : 'dataTransfer', { value: data })
      void act(() => void composer.box.dispatchEvent(event))
    }
    give('paste', ['Files'])
    expect(status()).toBe('Pictures come soon.')
    composer.type('x')
    expect(status()).toBe('')
    give('drop', ['Files'])
    expect(status()).toBe('Pictures come soon.')
    give('paste', ['text/html', 'Files'], 'words')
    expect(status()).toBe('')
    give('paste', ['text/plain'], 'words')
    expect(status()).toBe('')
  })
  it('sends nothing while blocked, says why, and keeps what is typed', () => {
    const composer = open({}, '', 'Signed out.')
    composer.type('x')
    composer.key({})
    expect(composer.sent()).toEqual([])
    expect(composer.box.value).toBe('x')
    expect(document.body.textContent).toContain('Signed out.')
  })
})

describe('with an input method, one Enter sends the whole text once', () => {
  it('Chromium: the composing Enter, the end of the syllable, the Enter again', () => {
    const composer = open()
    composer.composition('start')
    composer.type('안녕하세요')
    composer.key({ isComposing: true, keyCode: 229 })
    expect(composer.sent()).toEqual([])
    composer.composition('end')
    composer.key({})
    expect(composer.sent()).toEqual(['안녕하세요'])
    expect(composer.box.value).toBe('')
  })
  it('a composing Enter that comes on as a line break instead', () => {
    const composer = open()
    composer.composition('start')
    composer.type('안녕하세요')
    composer.key({ isComposing: true })
    composer.composition('end')
    expect(composer.lineBreak().defaultPrevented).toBe(true)
    expect(composer.sent()).toEqual(['안녕하세요'])
    expect(composer.box.value).toBe('')
  })
  it('a line break with the syllable still open, which is written once more after it: no stray syllable', () => {
    const composer = open()
    composer.composition('start')
    composer.type('안녕하세요')
    composer.key({ isComposing: true })
    composer.lineBreak()
    expect(composer.sent()).toEqual(['안녕하세요'])
    composer.type('요')
    expect(composer.box.value).toBe('')
    composer.box.value = '요'
    composer.composition('end')
    expect(composer.box.value).toBe('')
    expect(composer.drafts().at(-1)).toBe('안녕하세요')
    composer.composition('start')
    composer.type('네')
    expect(composer.box.value).toBe('네')
  })
  it('Firefox: the end of the syllable before the Enter', () => {
    const composer = open()
    composer.composition('start')
    composer.type('반가워요')
    composer.composition('end')
    composer.key({})
    composer.key({})
    expect(composer.sent()).toEqual(['반가워요'])
    expect(composer.box.value).toBe('')
  })
  it('Safari: the Enter that ended a word does not send, the next one does', () => {
    const composer = open()
    composer.composition('start')
    composer.type('日本語')
    composer.composition('end')
    composer.key({ keyCode: 229 })
    expect(composer.sent()).toEqual([])
    composer.key({})
    expect(composer.sent()).toEqual(['日本語'])
  })
  it('a Shift+Enter after a composing Enter still breaks the line', () => {
    const composer = open()
    composer.type('한')
    composer.key({ isComposing: true, keyCode: 229 })
    composer.key({ shiftKey: true })
    expect(composer.lineBreak().defaultPrevented).toBe(false)
    expect(composer.sent()).toEqual([])
  })
})
