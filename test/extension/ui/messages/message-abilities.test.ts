import { expect, it } from 'vitest'
import { messageKey } from '../../../../extension/ui/messages/message-abilities.ts'

const key = (name: string, code = '', held = {}) =>
  messageKey({ key: name, code, altKey: false, ctrlKey: false, metaKey: false, ...held })

it.each([
  ['r', 'KeyR', 'reply'],
  ['R', 'KeyR', 'reply'],
  ['e', 'KeyE', 'edit'],
  ['p', 'KeyP', 'pin'],
  ['+', 'Equal', 'react'],
  ['Delete', 'Delete', 'delete'],
  ['Backspace', 'Backspace', 'delete'],
  ['ㄱ', 'KeyR', 'reply'],
  ['к', 'KeyR', 'reply'],
  // Of another Latin layout the letter counts, not its place.
  ['p', 'KeyR', 'pin'],
  ['x', 'KeyR', undefined],
  ['Enter', 'Enter', undefined],
])('%s (%s) on a message: %s', (name, code, expected) => {
  expect(key(name, code)).toBe(expected)
})

it('leaves what the browser does with a modifier', () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }])
    expect(key('r', 'KeyR', held)).toBeUndefined()
})
