// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import type { Clocks } from '../../../extension/toast/clocks.ts'
import { watchAttention } from '../../../extension/toast/watch-attention.ts'

it('time stands still while the toast is touched, hidden, or its window is behind', () => {
  const stands = new Set<string>()
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(false)
  const root = document.documentElement
  const tell = (data: unknown): boolean => dispatchEvent(new MessageEvent('message', { data }))
  const clocks: Clocks = {
    set: () => undefined,
    drop: () => undefined,
    hold: () => undefined,
    pause: (reason) => void stands.add(reason),
    resume: (reason) => void stands.delete(reason),
  }
  const held: boolean[] = []
  const attention = watchAttention(clocks, (is) => held.push(is))
  const after = (act: () => unknown): string[] => {
    act()
    return [...stands]
  }
  expect(after(() => root.dispatchEvent(new Event('pointerenter')))).toEqual(['pointer'])
  expect(after(() => root.dispatchEvent(new Event('pointerleave')))).toEqual([])
  expect(after(() => dispatchEvent(new Event('focus')))).toEqual(['focus'])
  expect(after(() => dispatchEvent(new Event('blur')))).toEqual([])
  expect(after(() => tell('behind'))).toEqual(['behind'])
  expect(after(() => tell('anything'))).toEqual(['behind'])
  expect(after(() => tell('in-front'))).toEqual([])
  hidden.mockReturnValue(true)
  expect(after(() => document.dispatchEvent(new Event('visibilitychange')))).toEqual(['hidden'])
  hidden.mockReturnValue(false)
  expect(after(() => document.dispatchEvent(new Event('visibilitychange')))).toEqual([])
  // What stands still for all is told when it changes: a hidden tab and another window the background sees itself.
  expect(held).toEqual([true, false, true, false])
  root.dispatchEvent(new Event('pointerenter'))
  dispatchEvent(new Event('focus'))
  root.dispatchEvent(new Event('pointerleave'))
  expect([held.slice(4), attention.held]).toEqual([[true], true])
  dispatchEvent(new Event('blur'))
  expect([held.slice(4), attention.held]).toEqual([[true, false], false])
})
