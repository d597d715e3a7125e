import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPausableTimer } from '../../../extension/toast/pausable-timer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('calls back once when the time has passed', () => {
  const done = vi.fn()
  createPausableTimer(1000, done)
  vi.advanceTimersByTime(999)
  expect(done).not.toHaveBeenCalled()
  vi.advanceTimersByTime(5000)
  expect(done).toHaveBeenCalledOnce()
})

it('is paused while there is any reason, and goes on with the rest', () => {
  const done = vi.fn()
  const timer = createPausableTimer(1000, done)
  vi.advanceTimersByTime(600)
  timer.pause('pointer')
  timer.pause('focus')
  timer.pause('pointer')
  vi.advanceTimersByTime(5000)
  timer.resume('pointer')
  vi.advanceTimersByTime(5000)
  timer.resume('focus')
  vi.advanceTimersByTime(399)
  expect(done).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(done).toHaveBeenCalledOnce()
})

it('is not started twice by a reason that ends without having begun', () => {
  const done = vi.fn()
  const timer = createPausableTimer(1000, done)
  timer.resume('hidden')
  vi.advanceTimersByTime(5000)
  expect(done).toHaveBeenCalledOnce()
})

it('never calls back once it was stopped, paused or not', () => {
  const done = vi.fn()
  const running = createPausableTimer(1000, done)
  const paused = createPausableTimer(1000, done)
  paused.pause('pointer')
  running.stop()
  paused.stop()
  paused.resume('pointer')
  vi.advanceTimersByTime(5000)
  expect(done).not.toHaveBeenCalled()
})
