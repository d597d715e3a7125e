// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTrust, type Trust } from '../../../extension/toast/trust.ts'
import { watchFrame } from '../../../extension/toast/watch-frame.ts'

const person = { isTrusted: true }
let trust: Trust
/** What the last act found. */
let allowed: boolean | undefined

/** As Firefox reports where the frame is. */
const moveTo = (x: number, y: number): void => {
  vi.stubGlobal('mozInnerScreenX', x)
  vi.stubGlobal('mozInnerScreenY', y)
}
const acts = ['pointerdown', 'click', 'keydown'] as const
const act = (type: (typeof acts)[number]): void =>
  void document.querySelector('button')?.dispatchEvent(new Event(type, { bubbles: true }))

beforeEach(() => {
  vi.useFakeTimers()
  moveTo(100, 200)
  // Of its own for each test: what it has is what the browser reports.
  vi.stubGlobal('IntersectionObserverEntry', function () {})
  document.body.replaceChildren(document.createElement('button'))
  allowed = undefined
  trust = createTrust(() => Date.now())
  const since = Date.now()
  for (const type of acts)
    document
      .querySelector('button')
      ?.addEventListener(type, () => void (allowed = trust.allows(person, since)))
  watchFrame(document.body, trust, () => undefined)
  // Between two of its looks.
  vi.advanceTimersByTime(950)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it.each(acts)('a %s acts in a frame that has not moved', (type) => {
  act(type)
  expect(allowed).toBe(true)
})

it.each(acts)('a %s right after a move does not: the frame looks before anything acts', (type) => {
  moveTo(100, 260)
  act(type)
  expect(allowed).toBe(false)
})

it('what was refused acts once the frame has not moved for half a second', () => {
  moveTo(100, 260)
  act('click')
  vi.advanceTimersByTime(500)
  act('click')
  expect(allowed).toBe(true)
})

it('a move is seen also where nobody acts', () => {
  moveTo(100, 260)
  vi.advanceTimersByTime(100)
  expect(trust.allows(person, Date.now() - 10_000)).toBe(false)
})

it('says on its root, at each look, whether an act would count', () => {
  const says = (): boolean => document.documentElement.hasAttribute('data-trusted')
  expect(says()).toBe(true)
  moveTo(100, 260)
  vi.advanceTimersByTime(100)
  expect(says()).toBe(false)
  vi.advanceTimersByTime(500)
  expect(says()).toBe(true)
})

it('where the browser reports what is seen, nothing acts before the frame is', () => {
  let report: IntersectionObserverCallback | undefined
  Reflect.set(IntersectionObserverEntry.prototype, 'isVisible', false)
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: IntersectionObserverCallback) {
        report = callback
      }
      observe(): void {
        // Called below.
      }
    },
  )
  const seen = (isVisible: boolean): void =>
    report?.([{ isVisible } as unknown as IntersectionObserverEntry], {} as IntersectionObserver)
  const watched = createTrust(() => Date.now())
  const since = Date.now()
  const looked = vi.fn()
  watchFrame(document.body, watched, looked)
  vi.advanceTimersByTime(950)
  expect(looked).toHaveBeenCalledTimes(10)
  expect(watched.allows(person, since)).toBe(false)
  seen(true)
  vi.advanceTimersByTime(500)
  expect(watched.allows(person, since)).toBe(true)
  seen(false)
  expect(watched.allows(person, since)).toBe(false)
})
