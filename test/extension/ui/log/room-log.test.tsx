// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { act } from 'preact/test-utils'
import type { RoomView } from '../../../../extension/shared/view.ts'
import { RoomLog } from '../../../../extension/ui/log/room-log.tsx'
import { message, mina, other, queued, roomView } from '../entries.ts'
import { recordActs } from '../message-acts.ts'
import { find, mount, press, recordAsks, settle } from '../mount.tsx'

function open(view: RoomView, showing = true, answers: Parameters<typeof recordAsks>[0] = {}) {
  const { ask, asked } = recordAsks(answers)
  const acts = recordActs()
  let trimmed = 0
  const log = (what: RoomView, shows: boolean) => (
    <RoomLog
      view={what}
      name="general"
      me={mina}
      keywords={['deploy']}
      connection="connected"
      showing={shows}
      ask={ask}
      writable
      acts={acts}
      onTrim={() => void trimmed++}
    />
  )
  const draw = mount(log(view, showing))
  return {
    asked,
    acts,
    trimmed: () => trimmed,
    words: () => document.body.textContent,
    show: (next: RoomView, shows = showing) => draw(log(next, shows)),
  }
}

describe('a room’s log', () => {
  it('shows who wrote what, as text', () => {
    open(roomView([message(1, mina, 1, 'a <b>bold</b> <img src=x onerror=alert(1)>')]))
    expect(find('.message-text').textContent).toBe('a <b>bold</b> <img src=x onerror=alert(1)>')
    expect(find('.message-text p').children).toHaveLength(0)
    expect(find('.message-author').textContent).toBe('Mina')
  })
  it('makes links of web addresses, which give the other side no referrer', () => {
    open(roomView([message(1, mina, 1, 'see https://a.example/x, javascript:alert(1)')]))
    const links = [...document.querySelectorAll('a')]
    expect(links.map((link) => [link.href, link.target, link.rel])).toEqual([
      ['https://a.example/x', '_blank', 'noopener noreferrer'],
    ])
  })
  it('says that nobody has written, once that is known', () => {
    expect(open(roomView([])).words()).toBe('Nobody has written in #general yet.')
    expect(open(roomView([other(1, 'join')])).words()).toContain('Leo joined')
    expect(open(roomView([other(1, 'join')])).words()).toContain('Nobody has written')
    expect(open(roomView([], { loading: true })).words()).toBe('Loading…')
    expect(open(roomView([other(9, 'join')], { more: true })).words()).not.toContain('Nobody')
  })
  it('shows what waits and what was refused, with what can be done', async () => {
    const failure = { code: 'unavailable', message: 'x' } as const
    const { acts, words } = open(roomView([], { outbox: [queued('a'), queued('b', { refused: failure })] }))
    expect(words()).toMatch(/text a.*Waiting.*Not sent.*text b.*It did not work just now/)
    await press(find('button', 'Retry'))
    await press(find('button', 'Copy text'))
    await press(find('button', 'Dismiss'))
    expect([acts.retry, acts.copy, acts.takeOut].map((act) => act.mock.calls)).toEqual([
      [['b']],
      [['text b']],
      [['b']],
    ])
  })
  it('offers no second try where it cannot help, and says one reason once', () => {
    const refused = { code: 'unknown_room', message: 'x' } as const
    const { words } = open(roomView([], { outbox: ['a', 'b', 'c'].map((id) => queued(id, { refused })) }))
    expect(words().split('You are no longer in this room')).toHaveLength(2)
    expect(document.querySelectorAll('.refused')).toHaveLength(3)
    expect([...document.querySelectorAll('button')].map(({ textContent }) => textContent)).not.toContain(
      'Retry',
    )
  })
  it('shows an edit that waits in its message, and one that was refused with its words', () => {
    const edit = { kind: 'edit', about: 1, body: { text: 'changed' } } as const
    const refused = { code: 'forbidden', message: 'x' } as const
    const { show, words } = open(roomView([message(1)], { outbox: [queued('a', edit)] }))
    expect(words()).toMatch(/changed.*\(edited\)|\(edited\).*changed/)
    show(roomView([message(1)], { outbox: [queued('a', { ...edit, refused })] }))
    expect(words()).toMatch(/text 1.*Edit not saved.*changed/)
  })
  it('says what else was refused by its kind', () => {
    const refused = { code: 'forbidden', message: 'x' } as const
    const reaction = queued('a', { kind: 'reaction', about: 1, body: { emoji: '👍', on: true }, refused })
    expect(open(roomView([message(1)], { outbox: [reaction] })).words()).toContain('Reaction not sent 👍')
  })
  it('asks for older messages once at a time', async () => {
    const { asked } = open(roomView([message(9)], { more: true }))
    await act(() => find('button', 'Earlier messages').click())
    await act(() => find('.log-top').click())
    expect(asked).toEqual([{ name: 'older', input: { room: 'general' } }])
  })
})

const log = () => find('[role="log"]')

/** happy-dom has no layout: 1,000 high, 400 of it in view. */
function scrollUp() {
  Object.defineProperty(log(), 'scrollHeight', { configurable: true, value: 1000 })
  Object.defineProperty(log(), 'clientHeight', { configurable: true, value: 400 })
  void act(() => {
    log().scrollTop = 100
    log().dispatchEvent(new Event('scroll'))
  })
}

describe('the focus', () => {
  const refused = queued('b', { refused: { code: 'unavailable', message: 'x' } })

  it('goes to the log with the jump to its end', () => {
    open(roomView([message(1)]))
    scrollUp()
    const jump = find('button', 'Jump to newest')
    jump.focus()
    void act(() => jump.click())
    expect(jump.isConnected).toBe(false)
    expect(document.activeElement).toBe(log())
  })
  it.each(['Retry', 'Dismiss'])('goes to the log as the message that had it goes: %s', (name) => {
    const { show } = open(roomView([], { outbox: [refused] }))
    find('button', name).focus()
    show(roomView([], { outbox: [] }))
    expect(document.activeElement).toBe(log())
  })
  it('stays where it is when something else goes', () => {
    const { show } = open(roomView([], { outbox: [refused] }))
    show(roomView([]))
    expect(document.activeElement).toBe(document.body)
  })
})

describe('a long log', () => {
  const many = (last: number) => Array.from({ length: last }, (_, index) => message(index + 1))

  it('begins again with its newest part, once, while its end is read', () => {
    const read = { seen: 1003 }
    const { show, trimmed } = open(roomView(many(1000), read))
    expect(trimmed()).toBe(0)
    show(roomView(many(1001), read))
    show(roomView(many(1002), read))
    expect(trimmed()).toBe(1)
    show(roomView(many(1002).slice(-1000), read))
    show(roomView(many(1003).slice(-1001), read))
    expect(trimmed()).toBe(2)
  })
  it('begins again while somebody reads further up, each time that 2,000 have come since', () => {
    // It is the newest seq that counts: what came before it takes long to draw, and changes nothing.
    const upTo = (last: number) => roomView([message(10), message(last)])
    const { show, trimmed } = open(roomView(many(10)))
    scrollUp()
    show(upTo(2_009))
    expect(trimmed()).toBe(0)
    show(upTo(2_010))
    expect(trimmed()).toBe(1)
    show(upTo(4_009))
    expect(trimmed()).toBe(1)
    show(upTo(4_010))
    expect(trimmed()).toBe(2)
  })
  it('draws a part of it alone: the end, or around the first message that is new', () => {
    const seqs = () =>
      [...document.querySelectorAll<HTMLElement>('article')].map(({ dataset }) => Number(dataset['seq']))
    open(roomView(many(3000), { seen: 3000 }))
    expect(seqs().at(-1)).toBe(3000)
    expect(seqs().length).toBeLessThanOrEqual(200)
    // happy-dom has no layout: the person is far from each edge of what is drawn.
    const top = vi.spyOn(HTMLElement.prototype, 'scrollTop', 'get').mockReturnValue(4000)
    open(roomView(many(3000), { seen: 1499 }))
    top.mockRestore()
    expect(seqs()).toContain(1500)
    expect(seqs()).toContain(1490)
    expect(seqs().length).toBeLessThanOrEqual(200)
    expect(document.querySelectorAll('.log-new')).toHaveLength(1)
  })
  it('does not cut a message again at its links as long as it stays', () => {
    const parse = vi.spyOn(URL, 'canParse')
    const entries = [message(1, mina, 1, 'https://a.example')]
    const { show } = open(roomView(entries))
    expect(parse).toHaveBeenCalledTimes(1)
    show(roomView(entries, { typing: ['Leo'] }))
    show(roomView([...entries, message(2)]))
    expect(parse).toHaveBeenCalledTimes(1)
    parse.mockRestore()
  })
  it('is busy until older messages have been put in, so that they are not read aloud', async () => {
    const { show } = open(roomView([message(9)], { more: true }), true, {
      older: new Promise(() => undefined),
    })
    const log = find('[role="log"]')
    expect(log.getAttribute('aria-busy')).toBe('false')
    await act(() => find('button', 'Earlier messages').click())
    expect(log.getAttribute('aria-busy')).toBe('true')
    const changes: string[] = []
    const observer = new MutationObserver((records) => changes.push(...records.map(({ type }) => type)))
    observer.observe(log, {
      attributes: true,
      attributeFilter: ['aria-busy'],
      childList: true,
      subtree: true,
    })
    show(roomView([message(8), message(9)], { more: true }))
    await settle()
    observer.disconnect()
    expect(log.getAttribute('aria-busy')).toBe('false')
    expect(changes[0]).toBe('childList')
    expect(changes.at(-1)).toBe('attributes')
  })
})

describe('reading', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
  afterEach(() => void vi.useRealTimers())
  const seen = (asked: { name: string; input: unknown }[]) =>
    asked.filter(({ name }) => name === 'seen').map(({ input }) => (input as { seq: number }).seq)

  it('counts after the end was in view for a second', () => {
    const { asked } = open(roomView([message(1), message(2)]))
    vi.advanceTimersByTime(999)
    expect(seen(asked)).toEqual([])
    vi.advanceTimersByTime(1)
    expect(seen(asked)).toEqual([2])
  })
  it('does not count while the page is not looked at', () => {
    const { asked, show } = open(roomView([message(1)]), false)
    vi.advanceTimersByTime(5000)
    expect(seen(asked)).toEqual([])
    show(roomView([message(1)]), true)
    vi.advanceTimersByTime(500)
    show(roomView([message(1)]), false)
    vi.advanceTimersByTime(5000)
    expect(seen(asked)).toEqual([])
  })
  it('does not report what is read already, nor twice', () => {
    const { asked, show } = open(roomView([message(1)], { seen: 1 }))
    vi.advanceTimersByTime(3000)
    expect(seen(asked)).toEqual([])
    show(roomView([message(1), message(2)], { seen: 1 }))
    vi.advanceTimersByTime(5000)
    expect(seen(asked)).toEqual([2])
  })
  it('goes on while messages keep coming', () => {
    const { asked, show } = open(roomView([message(1)]))
    const entries = [message(1)]
    for (let seq = 2; seq <= 6; seq++) {
      vi.advanceTimersByTime(500)
      entries.push(message(seq))
      show(roomView([...entries]))
    }
    expect(seen(asked).length).toBeGreaterThanOrEqual(2)
  })
})
