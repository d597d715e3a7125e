// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import type { Clocks } from '../../../extension/toast/clocks.ts'
import { pauseClocks } from '../../../extension/toast/pause-clocks.ts'

it('time is paused while the toast is touched, hidden, or its window is behind', () => {
  const reasons = new Set<string>()
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(false)
  const root = document.documentElement
  const post = (data: unknown): boolean => dispatchEvent(new MessageEvent('message', { data }))
  const clocks: Clocks = {
    set: () => undefined,
    drop: () => undefined,
    pauseCard: () => undefined,
    pause: (reason) => void reasons.add(reason),
    resume: (reason) => void reasons.delete(reason),
  }
  const reports: boolean[] = []
  const isTouched = pauseClocks(clocks, (touched) => reports.push(touched))
  const after = (act: () => unknown): string[] => {
    act()
    return [...reasons]
  }
  expect(after(() => root.dispatchEvent(new Event('pointerenter')))).toEqual(['pointer'])
  expect(after(() => root.dispatchEvent(new Event('pointerleave')))).toEqual([])
  expect(after(() => dispatchEvent(new Event('focus')))).toEqual(['focus'])
  expect(after(() => dispatchEvent(new Event('blur')))).toEqual([])
  expect(after(() => post('behind'))).toEqual(['behind'])
  expect(after(() => post('anything'))).toEqual(['behind'])
  expect(after(() => post('in-front'))).toEqual([])
  hidden.mockReturnValue(true)
  expect(after(() => document.dispatchEvent(new Event('visibilitychange')))).toEqual(['hidden'])
  hidden.mockReturnValue(false)
  expect(after(() => document.dispatchEvent(new Event('visibilitychange')))).toEqual([])
  // Pointer and focus are reported when they change: a hidden tab and another window the background sees itself.
  expect(reports).toEqual([true, false, true, false])
  root.dispatchEvent(new Event('pointerenter'))
  dispatchEvent(new Event('focus'))
  root.dispatchEvent(new Event('pointerleave'))
  expect([reports.slice(4), isTouched()]).toEqual([[true], true])
  dispatchEvent(new Event('blur'))
  expect([reports.slice(4), isTouched()]).toEqual([[true, false], false])
})
