// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { leo, message, mina } from '../entries.ts'
import { find, pressKey } from '../mount.tsx'
import { about, focusRow, openRoom, row, words } from '../open-room.tsx'

describe('a message that the person points at', () => {
  const point = (seq: number, type: string, pointerType: string) =>
    act(() => void row(seq).dispatchEvent(new PointerEvent(type, { pointerType, bubbles: true })))
  const bars = () => document.querySelectorAll('[role="toolbar"]').length

  it('has a bar for as long as the pointer is over it, one at a time', async () => {
    openRoom([message(1), message(2, mina)])
    expect(bars()).toBe(0)
    await focusRow(1)
    await point(2, 'pointerenter', 'mouse')
    expect(row(2).querySelector('[role="toolbar"]')).not.toBeNull()
    expect(bars()).toBe(1)
    await point(2, 'pointerleave', 'mouse')
    expect(row(1).querySelector('[role="toolbar"]')).not.toBeNull()
  })
  it('has it by a tap, until the next', async () => {
    openRoom([message(1)])
    await point(1, 'pointerup', 'touch')
    expect(bars()).toBe(1)
    await point(1, 'pointerup', 'touch')
    expect(bars()).toBe(0)
  })
  it('takes no letters of somebody who pressed on it, who may mean to write', async () => {
    const { asked } = openRoom([message(1, mina), message(2, mina)])
    await point(1, 'pointerdown', 'mouse')
    await focusRow(1)
    await pressKey('Delete')
    await pressKey('p', { code: 'KeyP' })
    expect(asked('append')).toEqual([])
    await pressKey('ArrowDown')
    await pressKey('Delete')
    expect(asked('append')).toMatchObject([{ kind: 'delete', about: 2 }])
  })
  it('offers to change what is the person’s own alone', async () => {
    openRoom([message(1), message(2, mina)])
    const labels = () =>
      [...document.querySelectorAll('.message-bar button')].map((b) => b.getAttribute('aria-label'))
    await focusRow(1)
    expect(labels()).toEqual(['React', 'Reply', 'More'])
    await focusRow(2)
    expect(labels()).toEqual(['React', 'Reply', 'Edit', 'More'])
    await pressKey('ArrowRight')
  })
})

describe('the keyboard in the log', () => {
  it('has one Tab stop, the newest message, and goes by arrows', async () => {
    openRoom([message(1, leo, 1, 'see https://a.example'), message(2), message(3)])
    const stops = () => [...document.querySelectorAll<HTMLElement>('.log [tabindex="0"]')]
    expect(stops()).toEqual([row(3)])
    await focusRow(3)
    await pressKey('ArrowUp')
    expect(document.activeElement).toBe(row(2))
    expect(row(2).tabIndex).toBe(0)
    await pressKey('Home')
    expect(document.activeElement).toBe(row(1))
    expect(find<HTMLAnchorElement>('.log a').tabIndex).toBe(0)
    await pressKey('ArrowUp')
    expect(document.activeElement).toBe(row(1))
    await pressKey('End')
    expect(find<HTMLAnchorElement>('.log a').tabIndex).toBe(-1)
    expect(document.activeElement).toBe(row(3))
  })
  it('goes on from the last message, and by Escape from any, to the composer', async () => {
    const { box } = openRoom([message(1), message(2)])
    await focusRow(2)
    await pressKey('ArrowDown')
    expect(document.activeElement).toBe(box)
    await focusRow(1)
    expect((await pressKey('Escape')).defaultPrevented).toBe(true)
    expect(document.activeElement).toBe(box)
  })
  it('pins by P and takes the pin off by P', async () => {
    const { asked, show } = openRoom([message(1)])
    await focusRow(1)
    await pressKey('p', { code: 'KeyP' })
    await show([message(1), about(2, 'pin', 1, { on: true })])
    expect(words()).toContain('Pinned by Leo')
    await pressKey('p', { code: 'KeyP' })
    expect(asked('append')).toMatchObject([
      { kind: 'pin', about: 1, body: { on: true } },
      { kind: 'pin', about: 1, body: { on: false } },
    ])
  })
  it('changes nothing of somebody else’s', async () => {
    const { asked, box } = openRoom([message(1)])
    await focusRow(1)
    for (const key of ['e', 'Delete', 'Backspace']) await pressKey(key)
    expect(asked('append')).toEqual([])
    expect(box.value).toBe('')
  })
})

it('a new entry draws no other line again', async () => {
  const entries = [
    message(1, leo, 1, 'https://a.example'),
    about(2, 'edit', 1, { text: 'https://b.example' }),
  ]
  const parse = vi.spyOn(URL, 'canParse')
  const { show } = openRoom(entries)
  parse.mockClear()
  await show([...entries, message(3)])
  expect(parse).not.toHaveBeenCalled()
  parse.mockRestore()
})

it('goes to a message that something else on the page asks for', async () => {
  const { target } = openRoom([message(1), message(2)])
  await act(() => {
    target.value = 1
  })
  expect(document.activeElement).toBe(row(1))
  expect(target.value).toBeUndefined()
})

describe('a log of which a part is drawn', () => {
  const many = Array.from({ length: 1500 }, (_, index) => message(index + 1))
  /** happy-dom has no layout: the person is far from each edge of what is drawn. */
  const open = () => {
    const room = openRoom(many, { seen: 1500 })
    for (const [name, value] of Object.entries({ scrollHeight: 9000, clientHeight: 400, scrollTop: 4000 }))
      Object.defineProperty(find('[role="log"]'), name, { get: () => value, set: () => undefined })
    return room
  }
  const isDrawn = (seq: number) => document.querySelector(`article[data-seq="${seq}"]`) !== null

  it('goes by Home and End to its first and its newest message', async () => {
    open()
    await focusRow(1500)
    await pressKey('Home')
    expect(document.activeElement).toBe(row(1))
    expect(isDrawn(1500)).toBe(false)
    await pressKey('End')
    expect(document.activeElement).toBe(row(1500))
  })
  it('goes on by arrows over the edge of what is drawn', async () => {
    const { box } = open()
    await focusRow(1500)
    const first = Number(find('article').dataset['seq'])
    await focusRow(first)
    await pressKey('ArrowUp')
    expect(document.activeElement).toBe(row(first - 1))
    const last = Number([...document.querySelectorAll<HTMLElement>('article')].at(-1)?.dataset['seq'])
    expect(last).toBeLessThan(1500)
    await focusRow(last)
    await pressKey('ArrowDown')
    expect(document.activeElement).toBe(row(last + 1))
    expect(document.activeElement).not.toBe(box)
  })
  it('goes to a message that is held and not drawn, and back', async () => {
    const { target } = open()
    await act(() => {
      target.value = 40
    })
    expect(document.activeElement).toBe(row(40))
    await act(() => find('.jump.back').click())
    expect(isDrawn(1500)).toBe(true)
    expect(isDrawn(40)).toBe(false)
  })
  it('forgets which message was pointed at as that goes', async () => {
    open()
    const point = new PointerEvent('pointerenter', { pointerType: 'mouse', bubbles: true })
    await act(() => void row(1500).dispatchEvent(point))
    await focusRow(1499)
    await pressKey('Home')
    expect(row(1).querySelector('[role="toolbar"]')).not.toBeNull()
  })
})
