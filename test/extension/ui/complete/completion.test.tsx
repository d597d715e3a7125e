// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { byPerson } from '../../by-person.ts'
import { message, mina, leo } from '../entries.ts'
import { find } from '../mount.tsx'
import { openRoom } from '../open-room.tsx'

const minji = { id: 'p-3', name: '김민지' }

function open() {
  const authors = [leo, { ...leo, id: 'p-2', name: 'Lena Park' }, minji, mina]
  const at = openRoom(authors.map((author, index) => ({ ...message(index + 1), author })))
  const options = () => [...document.querySelectorAll('[role=option]')].map((one) => one.textContent)
  const active = () =>
    document.getElementById(at.box.getAttribute('aria-activedescendant') ?? '')?.textContent
  const key = async (name: string, init: KeyboardEventInit & { keyCode?: number } = {}) => {
    const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...init })
    if (init.keyCode !== undefined) Object.defineProperty(event, 'keyCode', { value: init.keyCode })
    await act(() => void at.box.dispatchEvent(byPerson(event)))
    return event
  }
  const type = async (text: string, offered: number) => {
    at.type(text)
    await vi.waitFor(() => expect(options()).toHaveLength(offered))
  }
  return { ...at, options, active, key, type }
}

describe('completion above the box', () => {
  it('offers who wrote, the last first, and everybody', async () => {
    const { type, options } = open()
    await type('@', 4)
    expect(options()).toEqual(['김민지', 'Lena Park', leo.name, 'roomeverybody in this room'])
  })
  it('goes round with arrows, and Enter takes without sending', async () => {
    const { box, type, active, key, asked, options } = open()
    await type('hi @le', 2)
    expect(active()).toBe('Lena Park')
    await key('ArrowDown')
    expect(active()).toBe(leo.name)
    box.dispatchEvent(new KeyboardEvent('keyup', { key: 'ArrowDown' }))
    await key('ArrowDown')
    await key('ArrowUp')
    await key('ArrowUp')
    expect(active()).toBe('Lena Park')
    expect((await key('Enter')).defaultPrevented).toBe(true)
    expect([box.value, options(), asked('send')]).toEqual(['hi @Lena Park ', [], []])
    expect(asked('draft').at(-1)).toMatchObject({ text: 'hi @Lena Park ' })
    await key('Enter')
    expect(asked('send')).toMatchObject([{ text: 'hi @Lena Park ' }])
  })
  it('takes by Tab and by a click, and closes by Escape until the next sign', async () => {
    const { box, type, key, options } = open()
    await type('@ㄱㅁ', 1)
    await key('Tab')
    expect(box.value).toBe('@김민지 ')
    await type('#', 1)
    await act(() => find('[role=option]').click())
    expect(box.value).toBe('#general ')
    await type('@l', 2)
    await key('Escape')
    await act(() => void box.dispatchEvent(new KeyboardEvent('keyup', { key: 'Escape' })))
    expect(options()).toEqual([])
    await type('@l and @le', 2)
  })
  it('leaves Enter to an input method, and takes by the one that follows', async () => {
    const { box, type, key, asked } = open()
    await type('@ㄱㅁ', 1)
    expect((await key('Enter', { isComposing: true, keyCode: 229 })).defaultPrevented).toBe(false)
    expect(box.value).toBe('@ㄱㅁ')
    await key('Enter')
    expect([box.value, asked('send')]).toEqual(['@김민지 ', []])
  })
  it('takes by the line break that an Enter of an input method comes on as', async () => {
    const { box, type, key, asked } = open()
    await type('@ㄱㅁ', 1)
    await key('Enter', { isComposing: true, keyCode: 229 })
    const lineBreak = new InputEvent('beforeinput', {
      bubbles: true,
      cancelable: true,
      inputType: 'insertLineBreak',
    })
    await act(() => void box.dispatchEvent(byPerson(lineBreak)))
    expect([box.value, asked('send')]).toEqual(['@김민지 ', []])
  })
  it('leaves Shift+Enter to the box, which breaks the line', async () => {
    const { box, type, key } = open()
    await type('@ㄱㅁ', 1)
    expect((await key('Enter', { shiftKey: true })).defaultPrevented).toBe(false)
    const lineBreak = new InputEvent('beforeinput', {
      bubbles: true,
      cancelable: true,
      inputType: 'insertLineBreak',
    })
    await act(() => void box.dispatchEvent(byPerson(lineBreak)))
    expect([box.value, lineBreak.defaultPrevented]).toEqual(['@ㄱㅁ', false])
  })
  it('sends what is typed whole', async () => {
    const { type, key, asked } = open()
    await type('@김민', 1)
    await type('@김민지', 0)
    await key('Enter')
    expect(asked('send')).toMatchObject([{ text: '@김민지' }])
  })
})
