// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { leo, message, mina, queued } from '../entries.ts'
import { find, press, pressKey, refusal, refusalWords } from '../mount.tsx'
import { about, focusRow, openRoom, row, words } from '../open-room.tsx'

describe('a deletion', () => {
  it('shows at once with its undo, and is a tombstone after five seconds', async () => {
    const { asked, show } = openRoom([message(1, mina)])
    await focusRow(1)
    await pressKey('Delete')
    expect(asked('append')).toMatchObject([{ kind: 'delete', about: 1, body: {}, holdMs: 5_000 }])
    const outbox = [queued('d', { kind: 'delete', about: 1, body: {}, at: Date.now() })]
    await show([message(1, mina)], { outbox })
    expect(words()).toContain('Message deleted')
    expect(words()).not.toContain('text 1')
    expect(document.activeElement).toBe(row(1))
    await press(find('button', 'Undo'))
    expect(asked('delete')).toEqual([{ id: 'd' }])
    await show([message(1, mina)], {
      outbox: [queued('e', { kind: 'delete', about: 1, body: {}, at: Date.now() - 5_001 })],
    })
    expect(words()).toContain('Message deleted')
    expect(words()).not.toContain('Undo')
  })
  it('keeps the focus at its message when it is undone', async () => {
    const outbox = [queued('d', { kind: 'delete', about: 1, body: {}, at: Date.now() })]
    const { show } = openRoom([message(1, mina)], { outbox })
    await act(() => find('button', 'Undo').focus())
    await show([message(1, mina)])
    expect(document.activeElement).toBe(row(1))
  })
  it('says why it could not be stored', async () => {
    openRoom([message(1, mina)], {}, '', { append: refusal })
    await focusRow(1)
    await pressKey('Delete')
    expect(find('.outcome').textContent).toBe(refusalWords)
  })
})

describe('reactions', () => {
  const thumb = (author = leo, seq = 2) => about(seq, 'reaction', 1, { emoji: '👍', on: true }, author)

  it('are chosen by + and arrows, and the focus comes back', async () => {
    const { asked } = openRoom([message(1)])
    await focusRow(1)
    await pressKey('+')
    const items = [...document.querySelectorAll('[role="menuitemcheckbox"]')]
    expect(items.map(({ textContent }) => textContent)).toEqual(['👍', '❤️', '😂', '🎉', '👀', '✅'])
    expect(document.activeElement).toBe(items[0])
    await pressKey('ArrowRight')
    expect(document.activeElement).toBe(items[1])
    await press(find('[role="menuitemcheckbox"]', '❤️'))
    expect(asked('append')).toMatchObject([{ kind: 'reaction', about: 1, body: { emoji: '❤️', on: true } }])
    expect(document.activeElement).toBe(row(1))
    await pressKey('+')
    await pressKey('Escape')
    expect(document.querySelector('[role="menu"]')).toBeNull()
    expect(document.activeElement).toBe(row(1))
  })
  it('show who reacted, the person’s own filled, and a click does or undoes the same', async () => {
    const { asked, show } = openRoom([message(1), thumb()])
    const chip = () => find<HTMLButtonElement>('.chip')
    expect([chip().textContent, chip().title, chip().getAttribute('aria-pressed')]).toEqual([
      '👍 1',
      'Leo',
      'false',
    ])
    await press(chip())
    await show([message(1), thumb(), thumb(mina, 3)])
    expect([chip().textContent, chip().title, chip().getAttribute('aria-pressed')]).toEqual([
      '👍 2',
      'Leo and you',
      'true',
    ])
    await press(chip())
    expect(asked('append')).toMatchObject([{ body: { on: true } }, { body: { on: false } }])
  })
  it('that wait show already', async () => {
    const outbox = [queued('r', { kind: 'reaction', about: 1, body: { emoji: '👍', on: true } })]
    openRoom([message(1)], { outbox })
    expect(find('.chip').className).toContain('pending')
    expect(find('.chip').title).toBe('you')
  })
})

describe('the menu of a message', () => {
  it('copies its text', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    openRoom([message(1)])
    await focusRow(1)
    await press(find('button', 'More'))
    await press(find('[role="menuitem"]', 'Copy text'))
    expect(write).toHaveBeenCalledWith('text 1')
    expect(find('.outcome').textContent).toBe('Copied')
    write.mockRestore()
  })
  it('pins, and deletes what is one’s own', async () => {
    const { asked } = openRoom([message(1, mina)])
    for (const item of ['Pin', 'Delete']) {
      await focusRow(1)
      await press(find('button', 'More'))
      await press(find('[role="menuitem"]', item))
    }
    expect(asked('append')).toMatchObject([{ kind: 'pin' }, { kind: 'delete' }])
  })
})
