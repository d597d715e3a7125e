// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ToastCard } from '../../../extension/shared/toast-messages.ts'
import { card, sends, urgent, view } from './cards.ts'
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

describe('a view', () => {
  it('shows what people wrote as text, whatever it looks like', () => {
    const text = '<img src=x onerror=alert(1)>\n**bold**'
    t.page.show(view([card({ author: '<b>Ada</b>', title: '<i>x</i>', text })]))
    expect(t.main.querySelector('[role=status]')?.textContent).toBe(
      `<b>Ada</b> #general<i>x</i>${text.replaceAll('**', '')}`,
    )
    expect([...t.main.querySelectorAll('img, b, i, script')]).toEqual([])
  })

  it('is an alert where it is urgent, above the other', () => {
    t.page.show(view([card()]))
    t.page.show(view([urgent(), card()], { count: 3, rooms: 2 }))
    expect(
      [...t.main.querySelectorAll('[role=alert], .message[role=status]')].map(({ role }) => role),
    ).toEqual(['alert', 'status'])
    expect(t.main.querySelector('.rest')?.textContent).toBe('+3 in 2 rooms')
  })

  it('that is pushed again touches nothing: not the focus, nor what is typed, nor what was read', () => {
    t.page.show(view([card()]))
    t.click('Reply')
    t.type('half')
    const [box, words] = [t.area(), t.main.querySelector('.text')]
    t.page.show(view([urgent(), card({ draft: 'old' })]))
    expect([t.area() === box, document.activeElement === box, box.value]).toEqual([true, true, 'half'])
    expect(t.main.querySelector('[role=status] .text')).toBe(words)
    t.page.show(view([card({ text: 'Dinner?' })]))
    expect([document.activeElement === box, t.main.querySelectorAll('article').length]).toEqual([true, 1])
  })

  it('makes its sound once, whether it is the first one of the frame or a later one', () => {
    t.page.show(view([card()]))
    expect(t.sounds).toBe(0)
    t.page.show({ ...view([card({ key: 'log:2' })]), sound: true })
    t.page.show(view([card({ key: 'log:2', text: 'Dinner?' })]))
    expect(t.sounds).toBe(1)
  })

  it('in another order moves the others around the card that has the focus', () => {
    t.page.show(view([urgent(), card()]))
    t.shown('button').at(-1)?.focus()
    const insert = vi.spyOn(t.main, 'insertBefore')
    t.page.show(view([card(), urgent()]))
    expect(insert).not.toHaveBeenCalledWith(t.main.firstElementChild, expect.anything())
    expect(t.main.firstElementChild?.textContent).toContain('Jonas')
  })

  it('opens the box where something was half typed', () => {
    t.page.show(view([card({ draft: 'half' })]))
    expect([t.area().value, document.activeElement]).toEqual(['half', document.body])
  })

  it('has no words of a hidden message', () => {
    t.page.show(view([card({ hidden: true, author: '', text: '' })]))
    expect(t.main.querySelector('[role=status]')?.textContent).toBe('New message in #general')
  })
})

describe('a status that is read', () => {
  /** Its texts, one after the other, each with whether it was empty and visible in the document before it. */
  const waiting: (() => void)[] = []
  beforeEach(() => {
    waiting.length = 0
    t.later = (callback) => void waiting.push(callback)
  })
  const drawn = (): void => waiting.splice(0).forEach((callback) => callback())
  const emptyOne = (selector: string): HTMLElement => {
    const found = t.shown(selector).find((one) => one.textContent === '')
    if (found?.isConnected !== true) throw new Error(`no empty ${selector} in ${t.main.textContent}`)
    return found
  }

  it('is there, empty and not hidden, before its text comes: of the first card and of a later one', () => {
    t.main.hidden = true
    t.page.show(view([card()]))
    const first = emptyOne('.message[role=status]')
    drawn()
    expect(first.textContent).toContain('Lunch?')
    t.page.show(view([urgent({ text: 'Old' }), card({ text: 'Dinner?' })]))
    expect(first.textContent).toContain('Dinner?')
    const later = emptyOne('.message[role=alert]')
    t.page.show(view([urgent({ text: 'It burns' }), card({ text: 'Dinner?' })]))
    drawn()
    expect(later.textContent).toContain('It burns')
  })

  it('says that an answer was sent once it is there', async () => {
    t.page.show(view([card()]))
    drawn()
    t.click('Reply')
    t.type('Yes')
    t.press({ key: 'Enter' })
    await settle()
    const sent = emptyOne('.sent [role=status]')
    drawn()
    expect(sent.textContent).toBe('Sent to #general')
  })
})

describe('a button', () => {
  it('does nothing for a click that no person made, or that trust refuses', () => {
    t.page.show(view([urgent({ actions: [sends('https://ci.example.org/')] })]))
    for (const button of t.shown('button')) button.dispatchEvent(new MouseEvent('click'))
    t.trusted.allows = false
    for (const label of ['I have it', 'Acknowledge', 'Reply', 'Later', 'Open', 'Go']) t.click(label)
    expect([t.sentTypes(), t.shown('textarea')]).toEqual([[], []])
  })

  it('looks as if a press counted while none does, or the other way round', () => {
    t.trusted.allows = false
    t.page.show(view([urgent({})]))
    const untrusted = () => t.shown('.card').map((card) => card.hasAttribute('data-untrusted'))
    const before = untrusted()
    t.trusted.allows = true
    t.page.showTrust()
    expect([before, untrusted()]).toEqual([[true], [false]])
    t.trusted.allows = false
    t.page.showTrust()
    expect(untrusted()).toEqual([true])
  })

  it.each([true, false])('says whether it was verified (%s)', async (verifies) => {
    t.trusted.verifies = verifies
    t.page.show(view([urgent({ actions: [sends('https://ci.example.org/')] })]))
    for (const label of ['I have it', 'Acknowledge', 'Go']) {
      t.click(label)
      await settle()
    }
    const key = 'log:9'
    expect(t.sent).toEqual([
      { type: 'toast-claim', key, verified: verifies },
      { type: 'toast-acknowledge', key, verified: verifies },
      { type: 'toast-action', key, index: 0, verified: verifies },
    ])
  })

  it('says where it leads, and what came of it', async () => {
    t.answers['toast-action'] = { ok: true, value: { done: 'done', status: 503 } }
    t.page.show(view([card({ actions: [sends('https://ci.example.org/jobs/42?run=again')] })]))
    expect(t.button('Go').title).toBe('Sends a request: POST https://ci.example.org/jobs/42?run=again')
    // Without a pointer over it, too; its name for who listens stays what was written on it, with that as its description.
    const below = t.button('Go').querySelector('.below')
    expect([...(below?.querySelectorAll('bdi') ?? [])].map(({ textContent }) => textContent)).toEqual([
      'POST',
      'ci.example.org',
      '/jobs/42?run=again',
    ])
    expect(below?.ariaHidden).toBe('true')
    t.click('Go')
    await settle()
    expect(t.main.querySelector('.note')?.textContent).toBe('ci.example.org answered 503')
  })

  it('cuts a long path in its middle, and never the host for it', () => {
    const url = `https://ci.example.org/${'a'.repeat(60)}/end?x=1`
    t.page.show(view([card({ actions: [sends(url)] })]))
    const [, host, path] = t.button('Go').querySelectorAll('.below bdi')
    expect([host?.textContent, path?.textContent]).toEqual([
      'ci.example.org',
      `/${'a'.repeat(11)}…aaa/end?x=1`,
    ])
    expect(t.button('Go').title).toContain(url)
  })

  it('shows what it copies, or asks for a page that does', async () => {
    const copies = (value: string | undefined) =>
      view([card({ actions: [{ type: 'copy', label: 'Code', target: undefined, value }] })])
    t.answers['toast-action'] = { ok: true, value: { done: 'confirm' } }
    t.page.show(copies('4f2a9c1'))
    expect([t.button('Code').querySelector('.value')?.textContent, t.button('Code').title]).toEqual([
      '4f2a9c1',
      'Copies 4f2a9c1',
    ])
    t.page.show(copies(undefined))
    t.click('Code')
    await settle()
    expect([t.sentTypes(), t.text('.note')]).toEqual([
      ['toast-action'],
      'Confirm it in the window that opened.',
    ])
  })

  const go = (type: 'http' | 'view' = 'http', change: Partial<ToastCard> = {}) =>
    view([card({ actions: [{ ...sends('https://ci.example.org/'), type }], ...change })])

  it.each([
    [{ kind: 'perhaps-done', host: 'ci.example.org' }, 'Look there before you press again.'],
    [
      { kind: 'unencrypted', host: 'ci.example.org' },
      'Not sent: this button leads to ci.example.org without',
    ],
    [
      { kind: 'own-computer', host: 'localhost' },
      'Not sent: this button leads to localhost, which is this computer',
    ],
    [{ kind: 'gone' }, 'so nothing was done'],
  ])('says why it did not work: %o', async (reason, words) => {
    t.answers['toast-action'] = { ok: false, error: { code: 'malformed', message: '', reason } }
    t.page.show(go())
    t.click('Go')
    await settle()
    expect(t.text('.note')).toContain(words)
  })

  it('that nobody answered may have been carried out, if it sends something', async () => {
    t.page.show(go())
    t.click('Go')
    await settle()
    expect(t.text('.note')).toContain('It may have been carried out')
    t.page.show(go('view'))
    t.click('Go')
    await settle()
    expect(t.text('.note')).toBe('It did not work just now. Try again.')
  })

  it('runs once, however often it is pressed meanwhile, also in a view that came in between', async () => {
    let answer: (value: unknown) => void = () => undefined
    t.answers['toast-action'] = new Promise((resolve) => (answer = resolve))
    t.page.show(go())
    t.click('Go')
    t.click('Go')
    expect(t.button('Go').ariaDisabled).toBe('true')
    t.page.show(go('http', { canReply: false }))
    t.click('Go')
    expect([t.sentTypes(), t.button('Go').ariaDisabled]).toEqual([['toast-action'], 'true'])
    answer({ ok: true, value: { done: 'done', status: 200 } })
    await settle()
    t.click('Go')
    expect(t.sentTypes()).toHaveLength(2)
  })

  it('dismisses, and gives the focus back', () => {
    t.page.show(view([card()]))
    t.click('Dismiss')
    expect([t.sent, t.left]).toEqual([[{ type: 'toast-dismiss', key: 'log:1' }], 1])
  })

  it('is not there on a card that somebody has', () => {
    t.page.show(view([urgent({ claimedBy: 'Mina' })]))
    expect(t.shown('button').map(({ textContent }) => textContent)).toEqual(['Dismiss'])
  })
})

describe('the keyboard command', () => {
  it('goes to the box that is typed in, else to the first card', () => {
    t.page.show(view([urgent(), card({ draft: 'half' })]))
    t.page.focus()
    expect(t.area().value).toBe('half')
    expect(document.activeElement).toBe(t.area())
  })

  it('goes to Undo while an answer can be undone', async () => {
    t.page.show(view([card()]))
    t.click('Reply')
    t.type('Yes')
    t.press({ key: 'Enter' })
    await settle()
    t.page.focus()
    expect(document.activeElement?.textContent).toBe('Undo')
  })

  it('goes to a button where nothing can be answered', () => {
    t.page.show(view([card({ kind: 'digest', canReply: false })]))
    t.page.focus()
    expect(document.activeElement?.textContent).toBe('Open')
  })
})

it('Escape dismisses the card that has the focus, else the last one', () => {
  t.page.show(view([urgent(), card()]))
  t.page.escape()
  t.button('Later').focus()
  t.page.escape()
  expect(t.sent.map(({ type, key }) => `${type} ${key}`)).toEqual([
    'toast-dismiss log:1',
    'toast-dismiss log:9',
  ])
})
