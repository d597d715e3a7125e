import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createKeysHeld } from '../../../extension/toast/keys-held.ts'

let frame: EventTarget
let released: (callback: () => void) => void
let done: () => void
const key = (type: 'keydown' | 'keyup', code: string): boolean =>
  frame.dispatchEvent(Object.assign(new Event(type), { code }))
beforeEach(() => {
  vi.useFakeTimers()
  frame = new EventTarget()
  released = createKeysHeld(frame)
  done = vi.fn()
})
afterEach(() => void vi.useRealTimers())

it('goes on at once when no key is down', () => {
  released(done)
  expect(done).toHaveBeenCalledOnce()
})

it('waits until every key is up, so that the page does not hear of it', () => {
  key('keydown', 'Enter')
  key('keydown', 'KeyA')
  released(done)
  key('keyup', 'Enter')
  vi.advanceTimersByTime(100)
  expect(done).not.toHaveBeenCalled()
  key('keyup', 'KeyA')
  vi.advanceTimersByTime(0)
  expect(done).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(5000)
  expect(done).toHaveBeenCalledOnce()
})

it.each([
  ['the focus has gone anyway', () => void frame.dispatchEvent(new Event('blur'))],
  ['its release was lost', () => void vi.advanceTimersByTime(1000)],
])('does not wait when %s', (_, happens) => {
  key('keydown', 'Enter')
  released(done)
  happens()
  vi.advanceTimersByTime(0)
  expect(done).toHaveBeenCalledOnce()
  released(done)
  expect(done).toHaveBeenCalledTimes(2)
})
