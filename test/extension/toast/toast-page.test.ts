// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { UNDO_MS } from '../../../extension/bridge/toast-port.ts'
import type { CardTells } from '../../../extension/toast/card.ts'
import { createToastPage, type ToastPage } from '../../../extension/toast/toast-page.ts'
import { english } from '../ui/english-words.ts'
import { card, urgent, view } from './cards.ts'

type Told = CardTells & { key: string }

let told: Told[]
let answers: Partial<Record<Told['type'], unknown>>
let held: string[]
let left: number
let trusted: { allows: boolean; verifies: boolean }
let page: ToastPage
let main: HTMLElement

/** As from a person: only the browser can make such an event. */
function byPerson<E extends Event>(event: E): E {
  Object.defineProperty(event, 'isTrusted', { value: true })
  return event
}
const press = (target: Element, init: KeyboardEventInit): boolean =>
  target.dispatchEvent(byPerson(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })))
const shown = (selector: string): HTMLElement[] =>
  [...main.querySelectorAll<HTMLElement>(selector)].filter((one) => one.closest('[hidden]') === null)
const one = (selector: string, label: string): HTMLElement => {
  const found = shown(selector).find(({ textContent }) => textContent === label)
  if (found === undefined) throw new Error(`no ${label} in ${main.textContent}`)
  return found
}
const click = (label: string): boolean =>
  one('button', label).dispatchEvent(byPerson(new MouseEvent('click')))
const area = (): HTMLTextAreaElement => {
  const [found] = shown('textarea')
  if (!(found instanceof HTMLTextAreaElement)) throw new Error('no box')
  return found
}
function type(text: string): void {
  area().value = text
  area().dispatchEvent(byPerson(new InputEvent('input', { bubbles: true })))
}
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)
const toldTypes = (): string[] => told.map((message) => message.type)

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('CSS', { supports: () => true })
  told = []
  answers = { 'toast-reply': { ok: true, value: { done: 'done' } } }
  held = []
  left = 0
  trusted = { allows: true, verifies: true }
  main = document.createElement('main')
  document.body.replaceChildren(main)
  page = createToastPage(main, {
    ...english,
    now: () => 0,
    leave: () => void left++,
    tell: (key, message) => {
      told.push({ ...message, key })
      return Promise.resolve(answers[message.type])
    },
    trust: {
      look: () => undefined,
      seen: () => undefined,
      allows: (event) => event.isTrusted && trusted.allows,
      verifies: () => trusted.verifies,
    },
    clocks: {
      set: () => undefined,
      drop: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
      hold: (_key, is) => void held.push(String(is)),
    },
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a view', () => {
  it('shows what people wrote as text, whatever it looks like', () => {
    const text = '<img src=x onerror=alert(1)>\n**bold**'
    page.show(view([card({ author: '<b>Ada</b>', title: '<i>x</i>', text })]))
    expect(main.querySelector('[role=status]')?.textContent).toBe(`<b>Ada</b> #general<i>x</i>${text}`)
    expect([...main.querySelectorAll('img, b, i, script')]).toEqual([])
  })

  it.each([
    ['ada', 'A'],
    ['김민준', '김'],
    ['👩‍🚀 Zoë', '👩‍🚀'],
    ['e\u0301lan', 'E\u0301'],
  ])('abbreviates %s to %s', (author, initial) => {
    page.show(view([card({ author })]))
    expect(main.querySelector('.avatar')?.textContent).toBe(initial)
  })

  it('is an alert where it is urgent, above the other', () => {
    page.show(view([card()]))
    page.show(view([urgent(), card()], { count: 3, rooms: 2 }))
    expect([...main.querySelectorAll('[role=alert], .message[role=status]')].map(({ role }) => role)).toEqual(
      ['alert', 'status'],
    )
    expect(main.querySelector('.rest')?.textContent).toBe('+3 in 2 rooms')
  })

  it('that is pushed again touches nothing: not the focus, nor what is typed, nor what was read', () => {
    page.show(view([card()]))
    click('Reply')
    type('half')
    const [box, words] = [area(), main.querySelector('.text')]
    page.show(view([urgent(), card({ draft: 'old' })]))
    expect([area() === box, document.activeElement === box, box.value]).toEqual([true, true, 'half'])
    expect(main.querySelector('[role=status] .text')).toBe(words)
    page.show(view([card({ text: 'Dinner?' })]))
    expect([document.activeElement === box, main.querySelectorAll('article').length]).toEqual([true, 1])
  })

  it('opens the box where something was half typed', () => {
    page.show(view([card({ draft: 'half' })]))
    expect([area().value, document.activeElement]).toEqual(['half', document.body])
  })

  it('has no words of a hidden message', () => {
    page.show(view([card({ hidden: true, author: '', text: '' })]))
    expect(main.querySelector('[role=status]')?.textContent).toBe('New message in #general')
  })
})

describe('a button', () => {
  it('does nothing for a click that no person made, or that trust refuses', () => {
    page.show(view([urgent({ actions: [{ type: 'http', label: 'Go', host: 'ci', value: undefined }] })]))
    for (const button of shown('button')) button.dispatchEvent(new MouseEvent('click'))
    trusted.allows = false
    for (const label of ['I have it', 'Acknowledge', 'Reply', 'Later', 'Open', 'Go']) click(label)
    expect([toldTypes(), shown('textarea')]).toEqual([[], []])
  })

  it.each([true, false])('says whether it was verified (%s)', (verifies) => {
    trusted.verifies = verifies
    page.show(view([urgent({ actions: [{ type: 'http', label: 'Go', host: 'ci', value: undefined }] })]))
    for (const label of ['I have it', 'Acknowledge', 'Go']) click(label)
    const key = 'log:9'
    expect(told).toEqual([
      { type: 'toast-claim', key, verified: verifies },
      { type: 'toast-acknowledge', key, verified: verifies },
      { type: 'toast-action', key, index: 0, verified: verifies },
    ])
  })

  it('tells where it leads, and what came of it', async () => {
    answers['toast-action'] = { ok: true, value: { done: 'done', status: 503 } }
    page.show(
      view([card({ actions: [{ type: 'http', label: 'Go', host: 'ci.example.org', value: undefined }] })]),
    )
    expect(one('button', 'Go').title).toBe('Go: Sends a request to ci.example.org')
    click('Go')
    await settle()
    expect(main.querySelector('.note')?.textContent).toBe('ci.example.org answered 503')
  })

  it('dismisses, and gives the focus back', () => {
    page.show(view([card()]))
    click('Dismiss')
    expect([told, left]).toEqual([[{ type: 'toast-dismiss', key: 'log:1' }], 1])
  })

  it('is not there on a card that somebody has', () => {
    page.show(view([urgent({ claimedBy: 'Mina' })]))
    expect(shown('button').map(({ textContent }) => textContent)).toEqual(['Dismiss'])
  })
})

describe('a reply', () => {
  beforeEach(() => {
    page.show(view([card()]))
    click('Reply')
  })

  it('is sent by Enter, and its draft is told no more', async () => {
    type('Yes')
    press(area(), { key: 'Enter' })
    await vi.advanceTimersByTimeAsync(300)
    expect(told.filter(({ type }) => type !== 'toast-pinned')).toEqual([
      { type: 'toast-reply', key: 'log:1', id: expect.any(String), text: 'Yes' },
    ])
    expect(shown('.sent').map(({ textContent }) => textContent)).toEqual(['Sent to #generalUndo'])
    expect(left).toBe(1)
  })

  it.each([
    ['while a syllable is composed', { key: 'Enter', isComposing: true, keyCode: 229 }],
    ['with Shift', { key: 'Enter', shiftKey: true }],
  ])('is not sent by Enter %s', (_, init) => {
    type('한')
    press(area(), init)
    expect(toldTypes()).not.toContain('toast-reply')
  })

  it('is sent by the line break that a Korean input method lets through', () => {
    type('한')
    press(area(), { key: 'Enter', isComposing: true, keyCode: 229 })
    const lineBreak = new InputEvent('beforeinput', { inputType: 'insertLineBreak', cancelable: true })
    area().dispatchEvent(byPerson(lineBreak))
    expect([toldTypes().includes('toast-reply'), lineBreak.defaultPrevented]).toEqual([true, true])
  })

  it('is not sent by an Enter that no person pressed, nor without words, nor when it is too long', () => {
    type('Yes')
    area().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    for (const text of ['  ', 'x'.repeat(4001)]) {
      type(text)
      press(area(), { key: 'Enter' })
    }
    expect(toldTypes()).not.toContain('toast-reply')
    expect(
      [main.querySelector('.hint'), main.querySelector('.count')].map((one) => one?.textContent),
    ).toEqual(['Shorten it by 1 characters to send it.', '4,001 / 4,000'])
  })

  it('pins the card while there is text', () => {
    type('Y')
    type('Ye')
    type('')
    const pins = told.flatMap((message) => (message.type === 'toast-pinned' ? [message.pinned] : []))
    expect([pins, held.at(-1)]).toEqual([[true, false], 'false'])
  })

  it('tells its draft when the typing rests, or the frame goes', async () => {
    type('Y')
    type('Ye')
    await vi.advanceTimersByTimeAsync(199)
    expect(toldTypes()).not.toContain('toast-draft')
    await vi.advanceTimersByTimeAsync(1)
    type('Yes')
    page.flush()
    page.flush()
    expect(told.flatMap((message) => (message.type === 'toast-draft' ? [message.text] : []))).toEqual([
      'Ye',
      'Yes',
    ])
  })

  it('closes with Escape and keeps the draft; without text Escape dismisses', () => {
    type('half')
    press(area(), { key: 'Escape' })
    expect(toldTypes()).toEqual(['toast-pinned', 'toast-draft', 'toast-pinned'])
    expect([shown('textarea'), left]).toEqual([[], 1])
    click('Reply')
    expect(area().value).toBe('half')
    type('')
    press(area(), { key: 'Escape' })
    expect(toldTypes().at(-1)).toBe('toast-dismiss')
  })

  it('that is refused stays in the box, with the reason', async () => {
    answers['toast-reply'] = { ok: false, error: { code: 'unknown_room', message: '' } }
    type('Yes')
    press(area(), { key: 'Enter' })
    await settle()
    expect([area().value, area().readOnly, main.querySelector('.hint')?.textContent]).toEqual([
      'Yes',
      false,
      'You are no longer in this room, or it is gone.',
    ])
  })

  it('that nobody answered is asked for once more, with the same id', async () => {
    answers['toast-reply'] = undefined
    type('Yes')
    press(area(), { key: 'Enter' })
    await settle()
    const ids = told.flatMap((message) => (message.type === 'toast-reply' ? [message.id] : []))
    expect([ids.length, new Set(ids).size]).toEqual([2, 1])
    expect(main.querySelector('.hint')?.textContent).toBe('It did not work just now. Try again.')
  })

  describe('that was sent', () => {
    beforeEach(async () => {
      type('Yes')
      press(area(), { key: 'Enter' })
      await settle()
    })

    it('says so although the card is in no view any more, and then goes', async () => {
      page.show(view([]))
      expect(shown('.sent')).toHaveLength(1)
      await vi.advanceTimersByTimeAsync(UNDO_MS)
      expect(main.querySelector('article')).toBeNull()
      expect(toldTypes()).not.toContain('toast-expired')
    })

    it('asks to be taken away where it still is in the view', async () => {
      await vi.advanceTimersByTimeAsync(UNDO_MS - 1)
      expect(toldTypes()).not.toContain('toast-expired')
      await vi.advanceTimersByTimeAsync(1)
      expect(toldTypes()).toContain('toast-expired')
    })

    it('is put back into the box by Undo, whatever the views say meanwhile', async () => {
      const sent = told.find((message) => message.type === 'toast-reply')
      click('Undo')
      await settle()
      page.show(view([]))
      const id = sent?.type === 'toast-reply' ? sent.id : ''
      expect(told).toContainEqual({ type: 'toast-undo', key: 'log:1', id })
      expect([area().value, document.activeElement === area()]).toEqual(['Yes', true])
      await vi.advanceTimersByTimeAsync(UNDO_MS)
      expect([area().value, toldTypes().includes('toast-expired')]).toEqual(['Yes', false])
    })

    it('is not put back where it is too late', async () => {
      answers['toast-undo'] = { ok: false, error: { code: 'malformed', message: '' } }
      click('Undo')
      await settle()
      expect([shown('textarea'), main.querySelector('.note')?.textContent]).toEqual([
        [],
        'It was sent already.',
      ])
    })
  })
})

describe('the keyboard command', () => {
  it('goes to the box that is typed in, else to the first card', () => {
    page.show(view([urgent(), card({ draft: 'half' })]))
    page.focus()
    expect(area().value).toBe('half')
    expect(document.activeElement).toBe(area())
  })

  it('goes to a button where nothing can be answered', () => {
    page.show(view([card({ kind: 'digest', canReply: false })]))
    page.focus()
    expect(document.activeElement?.textContent).toBe('Open')
  })
})

it('Escape dismisses the card that has the focus, else the last one', () => {
  page.show(view([urgent(), card()]))
  page.escape()
  one('button', 'Later').focus()
  page.escape()
  expect(told.map(({ type, key }) => `${type} ${key}`)).toEqual([
    'toast-dismiss log:1',
    'toast-dismiss log:9',
  ])
})
