// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import { watchAttention } from '../../../extension/toast/watch-attention.ts'

it('time stands still while the toast is touched, hidden, or its window is behind', () => {
  const stands = new Set<string>()
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(false)
  const root = document.documentElement
  const tell = (data: unknown): boolean => dispatchEvent(new MessageEvent('message', { data }))
  watchAttention({
    set: () => undefined,
    drop: () => undefined,
    hold: () => undefined,
    pause: (reason) => void stands.add(reason),
    resume: (reason) => void stands.delete(reason),
  })
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
})
