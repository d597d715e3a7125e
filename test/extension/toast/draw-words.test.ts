// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { drawAvatar } from '../../../extension/toast/draw-words.ts'

it('a card has another picture than its author elsewhere, or shows who wrote where that is hidden', () => {
  const avatar = document.createElement('span')
  const drawn = () => [avatar.textContent, avatar.style.backgroundColor]
  drawAvatar(avatar, { kind: 'message', picture: { initials: '민준', colour: '#4472be' } })
  expect(drawn()).toEqual(['민준', '#4472be'])
  drawAvatar(avatar, { kind: 'message', picture: undefined })
  expect(drawn()).toEqual(['#', ''])
})
