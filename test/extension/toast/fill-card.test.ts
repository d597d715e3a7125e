// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import { fillCard } from '../../../extension/toast/fill-card.ts'

const actions = { dismiss: vi.fn(), open: vi.fn() }
const words = { dismiss: 'Dismiss', open: 'Open', room: 'in General', more: 'and 2 more' }

let card: HTMLElement
beforeEach(() => {
  vi.clearAllMocks()
  card = document.createElement('main')
  card.hidden = true
  document.body.replaceChildren(card)
})

it('shows what people wrote as text, whatever it looks like', () => {
  const text = '<img src=x onerror=alert(1)>\n**bold**'
  fillCard(card, { author: '<b>Ada</b>', room: '', text, more: 2 }, words, actions)
  expect(card.querySelector('.author')?.textContent).toBe('<b>Ada</b>')
  expect(card.querySelector('.text')?.textContent).toBe(text)
  expect([...card.querySelectorAll('img, b, script')]).toEqual([])
  expect(card.querySelector('[role=status]')?.textContent).toBe(`<b>Ada</b> in General${text}`)
  expect(card.hidden).toBe(false)
})

it.each([
  ['ada', 'A'],
  ['김민준', '김'],
  ['👩‍🚀 Zoë', '👩‍🚀'],
  ['e\u0301lan', 'E\u0301'],
])('abbreviates %s to %s', (author, initial) => {
  fillCard(card, { author, room: '', text: 'hi', more: 0 }, words, actions)
  expect(card.querySelector('.avatar')?.textContent).toBe(initial)
})

it('does nothing for a click that no person made', () => {
  fillCard(card, { author: 'Ada', room: '', text: 'hi', more: 0 }, words, actions)
  for (const button of card.querySelectorAll('button')) button.dispatchEvent(new Event('click'))
  expect([actions.dismiss, actions.open].map((act) => act.mock.calls.length)).toEqual([0, 0])
})
