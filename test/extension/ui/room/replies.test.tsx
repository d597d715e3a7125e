// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { leo, message, mina } from '../entries.ts'
import { find, press, pressKey, refusal, refusalWords, settle } from '../mount.tsx'
import { about, focusRow, openRoom, row, words } from '../open-room.tsx'

describe('a reply', () => {
  it('begins by R, says to whom, and sends what it is about', async () => {
    const { asked, box, type, enter } = openRoom([message(1, leo, 1, 'shall we?')])
    await focusRow(1)
    await pressKey('r', { code: 'KeyR' })
    expect(document.activeElement).toBe(box)
    expect(find('.compose-strip').textContent).toMatch(/Replying to Leo.*shall we\?/)
    expect(box.getAttribute('aria-describedby')).toContain(find('.strip-words').id)
    type('yes')
    await enter()
    expect(asked('send')).toMatchObject([{ about: 1, text: 'yes' }])
    expect(document.querySelector('.compose-strip')).toBeNull()
  })
  it('ends by Escape and by its button; what is typed stays', async () => {
    const { asked, box, type, enter } = openRoom([message(1)])
    for (const end of [() => pressKey('Escape'), () => press(find('button', 'Cancel reply'))]) {
      await focusRow(1)
      await pressKey('r', { code: 'KeyR' })
      type('half')
      await end()
      expect(document.querySelector('.compose-strip')).toBeNull()
      expect(box.value).toBe('half')
    }
    await enter()
    expect(asked('send')).toMatchObject([{ text: 'half' }])
    expect(asked('send')[0]).not.toHaveProperty('about')
  })
  it('quotes no word of a message that is deleted meanwhile', async () => {
    const { show } = openRoom([message(1, leo, 1, 'secret')])
    await focusRow(1)
    await pressKey('r', { code: 'KeyR' })
    await show([{ ...message(1), body: {} }, about(2, 'delete', 1)])
    expect(words()).not.toContain('secret')
    expect(find('.compose-strip').textContent).toContain('Message deleted')
  })
  it('is still one when it could not be stored', async () => {
    const { box, type, enter } = openRoom([message(1)], {}, '', { send: refusal })
    await focusRow(1)
    await pressKey('r', { code: 'KeyR' })
    type('yes')
    await enter()
    expect(box.value).toBe('yes')
    expect(find('.compose-strip').textContent).toContain('Replying to Leo')
    expect(words()).toContain(refusalWords)
  })
})

describe('the quote of a reply', () => {
  const reply = about(3, 'message', 1, { text: 'yes' }, mina)
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())
  const click = (element: HTMLElement) => act(() => element.click())

  it('leads to the message and back for five seconds', async () => {
    openRoom([message(1, leo, 1, 'shall we?'), message(2), reply])
    const quote = find('.quote')
    expect(quote.textContent).toMatch(/In reply to Leo shall we\?/)
    await act(() => quote.focus())
    await click(quote)
    expect(document.activeElement).toBe(row(1))
    await click(find('.jump.back'))
    expect(document.activeElement).toBe(quote)
    await click(quote)
    await act(() => void vi.advanceTimersByTime(5_001))
    expect(document.querySelector('.jump.back')).toBeNull()
  })
  it('flashes where it leads, unless the person wants no movement', async () => {
    const matches = vi.spyOn(globalThis, 'matchMedia')
    for (const reduced of [true, false]) {
      matches.mockReturnValue({ matches: reduced } as MediaQueryList)
      openRoom([message(1), message(2), reply])
      await click(find('.quote'))
      expect('flash' in row(1).dataset).toBe(!reduced)
      expect(document.activeElement).toBe(row(1))
    }
    matches.mockRestore()
  })
})

describe('the quote of a message that is not shown', () => {
  const reply = about(30, 'message', 1, { text: 'yes' }, mina)
  const answer = (text: string) => ({
    message: {
      ok: true,
      value: { author: leo, text, at: 1, room: 'general', logId: 'l', priority: 3, actions: [] },
    },
  })
  it('is asked for once, and opens as a whole', async () => {
    const { asked, show } = openRoom([reply], {}, '', answer('long ago'))
    await settle()
    await show([reply, message(31)])
    expect(asked('message')).toEqual([{ room: 'general', seq: 1 }])
    expect(find('.quote').textContent).toContain('Leo long ago')
    await press(find('.quote'))
    expect(find('.quote').getAttribute('aria-expanded')).toBe('true')
  })
  it('says that it is earlier where it cannot be had, and deleted where it is gone', async () => {
    openRoom([reply], {}, '', { message: refusal })
    await settle()
    expect(find('.quote').textContent).toContain('An earlier message')
    const gone = { ok: false, error: { code: 'malformed', message: 'x', reason: { kind: 'gone' } } }
    openRoom([reply], {}, '', { message: gone })
    await settle()
    expect(find('.quote').textContent).toContain('Message deleted')
  })
})

it('the replies of a message show alone, and all comes back at it', async () => {
  openRoom([
    message(1),
    message(2),
    about(3, 'message', 1, { text: 'yes' }),
    about(4, 'message', 1, { text: 'no' }),
  ])
  await press(find('button', '2 replies'))
  const shown = () =>
    [...document.querySelectorAll('article[data-seq]')].map((one) => one.getAttribute('data-seq'))
  expect(shown()).toEqual(['1', '3', '4'])
  await press(find('button', 'All messages'))
  expect(shown()).toEqual(['1', '2', '3', '4'])
  expect(document.activeElement).toBe(row(1))
})

it('a quote among the replies of a message leads out of them', async () => {
  openRoom([message(1), about(2, 'message', 1, { text: 'yes' }), about(3, 'message', 2, { text: 'sure?' })])
  await press(find('article[data-seq="2"] button.replies'))
  expect(document.querySelectorAll('article[data-seq]')).toHaveLength(2)
  await press(find('article[data-seq="2"] button.quote'))
  expect(document.activeElement).toBe(row(1))
})
