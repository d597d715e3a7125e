// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { leo, message } from '../entries.ts'
import { find, pressKey } from '../mount.tsx'
import { about, focusRow, openRoom } from '../open-room.tsx'

beforeEach(() => localStorage.clear())
const strip = () => document.querySelector('.compose-strip')?.textContent

const asked = message(1, leo, 1, 'shall we?')
async function beginReply(): Promise<void> {
  openRoom([asked])
  await focusRow(1)
  await pressKey('r', { code: 'KeyR' })
}

it('a reply that was begun is an ordinary message when the popup opens again', async () => {
  await beginReply()
  const { type, enter, asked: askedFor } = openRoom([asked], {}, 'yes')
  expect(strip()).toMatch(/Replying to Leo.*shall we\?/)
  type('yes, we do')
  await enter()
  expect(askedFor('send')).toMatchObject([{ about: 1, text: 'yes, we do' }])
  openRoom([asked], {}, 'something else')
  expect(strip()).toBeUndefined()
})

it('a reply without a text, or to what was deleted meanwhile, is still one when the popup opens again', async () => {
  await beginReply()
  expect(JSON.stringify({ ...localStorage })).not.toContain('shall')
  openRoom([asked])
  expect(strip()).toBeUndefined()
  await beginReply()
  openRoom([{ ...message(1), body: {} }, about(2, 'delete', 1)], {}, 'yes')
  expect(strip()).toBeUndefined()
})

it('a reply that was given up is still one when the popup opens again', async () => {
  await beginReply()
  await pressKey('Escape')
  expect(document.activeElement).toBe(find('textarea'))
  openRoom([asked], {}, 'yes')
  expect(strip()).toBeUndefined()
})
