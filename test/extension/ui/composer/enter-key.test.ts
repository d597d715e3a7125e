import { describe, expect, it } from 'vitest'
import { isLineBreak, keyMeaning } from '../../../../extension/ui/composer/enter-key.ts'

const key = (change: Partial<Parameters<typeof keyMeaning>[0]> = {}) =>
  keyMeaning({
    key: 'Enter',
    keyCode: 13,
    isComposing: false,
    shiftKey: false,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    ...change,
  })

describe('a key in the composer', () => {
  it('sends when it is Enter', () => {
    expect(key()).toBe('send')
  })
  it('does not send with Shift, nor when it is another', () => {
    expect(key({ shiftKey: true })).toBe('other')
    expect(key({ key: 'a', keyCode: 65 })).toBe('other')
  })
  it.each([
    ['Chromium and Firefox', { isComposing: true, keyCode: 229 }],
    ['Chromium with a driver', { isComposing: true }],
    ['Safari, after compositionend', { keyCode: 229 }],
    ['Firefox, where the input method took it', { key: 'Process', keyCode: 229 }],
  ])('is the input method’s first: %s', (_, change) => {
    expect(key(change)).toBe('undecided')
  })
})

describe('a line break', () => {
  it('is known by what the browser is about to insert', () => {
    expect(isLineBreak({ inputType: 'insertLineBreak', data: null })).toBe(true)
    expect(isLineBreak({ inputType: 'insertText', data: '\n' })).toBe(true)
    expect(isLineBreak({ inputType: 'insertText', data: '한' })).toBe(false)
    expect(isLineBreak({ inputType: 'insertCompositionText', data: '한' })).toBe(false)
  })
})
