// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { UNDO_MS } from '../../../extension/shared/toast-port.ts'
import { byPerson } from '../by-person.ts'
import { card, view } from './cards.ts'
import { PageUnderTest } from './page-under-test.ts'

let t: PageUnderTest
beforeEach(() => {
  vi.useFakeTimers()
  t = new PageUnderTest()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)

describe('what was half typed elsewhere', () => {
  it.each(['', 'I am'])('ends typing when it becomes %j and the box is left', (text) => {
    t.page.show(view([card({ draft: 'I am on it', remainingMs: null })]))
    t.type(text)
    t.press({ key: 'Escape' })
    expect(t.sent.filter(({ type }) => type === 'toast-typing').at(-1)).toMatchObject({ typing: false })
  })
})

describe('a reply', () => {
  beforeEach(() => {
    t.page.show(view([card()]))
    t.click('Reply')
  })

  it('is sent by Enter, and its draft is sent no more', async () => {
    t.type('Yes')
    t.press({ key: 'Enter' })
    await vi.advanceTimersByTimeAsync(300)
    expect(t.sent.filter(({ type }) => type !== 'toast-typing')).toEqual([
      { type: 'toast-reply', key: 'log:1', id: expect.any(String), text: 'Yes' },
    ])
    expect(t.shown('.sent').map(({ textContent }) => textContent)).toEqual(['Sent to #generalUndo'])
    expect(t.left).toBe(1)
  })

  it.each([
    ['while a syllable is composed', { key: 'Enter', isComposing: true, keyCode: 229 }],
    ['with Shift', { key: 'Enter', shiftKey: true }],
  ])('is not sent by Enter %s', (_, init) => {
    t.type('한')
    t.press(init)
    expect(t.sentTypes()).not.toContain('toast-reply')
  })

  it('is sent by the line break that a Korean input method lets through', () => {
    t.type('한')
    t.press({ key: 'Enter', isComposing: true, keyCode: 229 })
    const lineBreak = new InputEvent('beforeinput', { inputType: 'insertLineBreak', cancelable: true })
    t.area().dispatchEvent(byPerson(lineBreak))
    expect([t.sentTypes().includes('toast-reply'), lineBreak.defaultPrevented]).toEqual([true, true])
  })

  it('leaves no syllable behind that the Korean input method writes once more after the sending', async () => {
    t.composition('start')
    t.type('한글')
    t.press({ key: 'Enter', isComposing: true, keyCode: 229 })
    const lineBreak = new InputEvent('beforeinput', { inputType: 'insertLineBreak', cancelable: true })
    t.area().dispatchEvent(byPerson(lineBreak))
    t.type('한글글')
    expect(t.area().value).toBe('한글')
    await settle()
    const box = t.main.querySelector('textarea')
    if (box === null) throw new Error('no box')
    box.value = '글'
    box.dispatchEvent(byPerson(new InputEvent('input', { bubbles: true })))
    await vi.advanceTimersByTimeAsync(300)
    expect([box.value, t.sentTypes()]).toEqual(['', ['toast-typing', 'toast-reply', 'toast-typing']])
  })

  it('is not sent by an Enter that no person pressed, nor without words, nor when it is too long', () => {
    t.type('Yes')
    t.area().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    for (const text of ['  ', 'x'.repeat(4097)]) {
      t.type(text)
      t.press({ key: 'Enter' })
    }
    expect(t.sentTypes()).not.toContain('toast-reply')
    expect(
      [t.main.querySelector('.composer-hint [role=status]'), t.main.querySelector('.count')].map(
        (one) => one?.textContent,
      ),
    ).toEqual(['Shorten it by 1 characters to send it.', '4,097 / 4,096'])
  })

  it('pins the card while there is text', () => {
    t.type('Y')
    t.type('Ye')
    t.type('')
    const typing = t.sent.flatMap((message) => (message.type === 'toast-typing' ? [message.typing] : []))
    expect([typing, t.paused]).toEqual([[true, false], false])
  })

  it('saves its draft when the typing rests, or the frame goes', async () => {
    t.type('Y')
    t.type('Ye')
    await vi.advanceTimersByTimeAsync(199)
    expect(t.sentTypes()).not.toContain('toast-draft')
    await vi.advanceTimersByTimeAsync(1)
    t.type('Yes')
    t.page.flush()
    t.page.flush()
    expect(t.sent.flatMap((message) => (message.type === 'toast-draft' ? [message.text] : []))).toEqual([
      'Ye',
      'Yes',
    ])
  })

  it('closes with Escape and keeps the draft; without text Escape dismisses', () => {
    t.type('half')
    t.press({ key: 'Escape' })
    expect(t.sentTypes()).toEqual(['toast-typing', 'toast-draft', 'toast-typing'])
    expect([t.shown('textarea'), t.left]).toEqual([[], 1])
    t.click('Reply')
    expect(t.area().value).toBe('half')
    t.type('')
    t.press({ key: 'Escape' })
    expect(t.sentTypes().at(-1)).toBe('toast-dismiss')
  })

  it('that is refused stays in the box, with the reason', async () => {
    t.answers['toast-reply'] = { ok: false, error: { code: 'unknown_room', message: '' } }
    t.type('Yes')
    t.press({ key: 'Enter' })
    await settle()
    expect([
      t.area().value,
      t.area().readOnly,
      t.main.querySelector('.composer-hint [role=status]')?.textContent,
    ]).toEqual(['Yes', false, 'You are no longer in this room, or it is gone.'])
  })

  it('that nobody answered is asked for once more, with the same id', async () => {
    t.answers['toast-reply'] = undefined
    t.type('Yes')
    t.press({ key: 'Enter' })
    await settle()
    const ids = t.sent.flatMap((message) => (message.type === 'toast-reply' ? [message.id] : []))
    expect([ids.length, new Set(ids).size]).toEqual([2, 1])
    expect(t.main.querySelector('.composer-hint [role=status]')?.textContent).toBe(
      'It did not work just now. Try again.',
    )
  })

  describe('that was sent', () => {
    beforeEach(async () => {
      t.type('Yes')
      t.press({ key: 'Enter' })
      await settle()
    })

    it('says so although the card is in no view any more, and then goes', async () => {
      t.page.show(view([]))
      expect(t.shown('.sent')).toHaveLength(1)
      await vi.advanceTimersByTimeAsync(UNDO_MS)
      expect(t.main.querySelector('article')).toBeNull()
      expect(t.sentTypes()).not.toContain('toast-expired')
    })

    it('asks to be taken away where it still is in the view', async () => {
      await vi.advanceTimersByTimeAsync(UNDO_MS - 1)
      expect(t.sentTypes()).not.toContain('toast-expired')
      await vi.advanceTimersByTimeAsync(1)
      expect(t.sentTypes()).toContain('toast-expired')
    })

    it('is put back into the box by Undo, whatever the views say meanwhile', async () => {
      const sent = t.sent.find((message) => message.type === 'toast-reply')
      t.click('Undo')
      await settle()
      t.page.show(view([]))
      const id = sent?.type === 'toast-reply' ? sent.id : ''
      expect(t.sent).toContainEqual({ type: 'toast-undo', key: 'log:1', id })
      expect([t.area().value, document.activeElement === t.area()]).toEqual(['Yes', true])
      await vi.advanceTimersByTimeAsync(UNDO_MS)
      expect([t.area().value, t.sentTypes().includes('toast-expired')]).toEqual(['Yes', false])
    })

    it('is not put back where it is too late', async () => {
      t.answers['toast-undo'] = { ok: false, error: { code: 'malformed', message: '' } }
      t.click('Undo')
      await settle()
      expect([t.shown('textarea'), t.main.querySelector('.note')?.textContent]).toEqual([
        [],
        'It was sent already.',
      ])
    })
  })
})
