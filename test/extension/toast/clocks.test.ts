import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createClocks, type Clocks } from '../../../extension/toast/clocks.ts'

let expired: string[]
let clocks: Clocks
beforeEach(() => {
  vi.useFakeTimers()
  expired = []
  clocks = createClocks((key) => expired.push(key))
})
afterEach(() => void vi.useRealTimers())

it('gives each card its own time', () => {
  clocks.set('a', 1000, '')
  clocks.set('b', 2000, '')
  vi.advanceTimersByTime(1000)
  expect(expired).toEqual(['a'])
  vi.advanceTimersByTime(1000)
  expect(expired).toEqual(['a', 'b'])
})

it('never ends a card that stays until it is dismissed', () => {
  clocks.set('a', null, '')
  vi.advanceTimersByTime(1e9)
  expect(expired).toEqual([])
})

it('goes on where the same view comes again, and starts anew with another', () => {
  clocks.set('a', 1000, 'one')
  vi.advanceTimersByTime(900)
  clocks.set('a', 1000, 'one')
  vi.advanceTimersByTime(50)
  clocks.set('a', 1000, 'two')
  vi.advanceTimersByTime(999)
  expect(expired).toEqual([])
  vi.advanceTimersByTime(1)
  expect(expired).toEqual(['a'])
})

it('is paused for all while there is a reason, also for a card that comes meanwhile', () => {
  clocks.set('a', 1000, '')
  clocks.pause('hidden')
  clocks.set('b', 1000, '')
  vi.advanceTimersByTime(5000)
  expect(expired).toEqual([])
  clocks.resume('hidden')
  vi.advanceTimersByTime(1000)
  expect(expired).toEqual(['a', 'b'])
})

it('is paused for a card that somebody types in, also after a change of it', () => {
  clocks.pauseCard('a', true)
  clocks.set('a', 1000, 'one')
  clocks.set('a', 2000, 'two')
  vi.advanceTimersByTime(9000)
  expect(expired).toEqual([])
  clocks.pauseCard('a', false)
  vi.advanceTimersByTime(2000)
  expect(expired).toEqual(['a'])
})

it('forgets a card that is gone', () => {
  clocks.set('a', 1000, '')
  clocks.pause('hidden')
  clocks.drop('a')
  clocks.resume('hidden')
  vi.advanceTimersByTime(5000)
  expect(expired).toEqual([])
})
