import { beforeEach, expect, it, vi } from 'vitest'

type Listener = (...details: unknown[]) => void

/** The polyfill takes a `browser` that is there as it is. */
const events = vi.hoisted(() => {
  const events: Record<'activated' | 'focus' | 'updated', Listener[]> = {
    activated: [],
    focus: [],
    updated: [],
  }
  const event = (of: keyof typeof events) => ({ addListener: (one: Listener) => void events[of].push(one) })
  const api = {
    runtime: { id: 'own' },
    tabs: { onActivated: event('activated'), onUpdated: event('updated') },
    windows: { onFocusChanged: event('focus') },
  }
  Object.assign(globalThis, { chrome: api, browser: api })
  return events
})

// It listens when it is first imported; another file may have done so in this process.
vi.resetModules()
const { onFrontChanged } = await import('../../../extension/platform/tabs.ts')

const changed = vi.fn()
onFrontChanged(changed)
const emit = (of: keyof typeof events, ...details: unknown[]): void =>
  events[of].forEach((one) => one(...details))
beforeEach(() => changed.mockReset())

it.each(['activated', 'focus'] as const)('another tab or window is in front: %s', (of) => {
  emit(of, 1)
  expect(changed).toHaveBeenCalledTimes(1)
})

it.each<[string, object, boolean, number]>([
  ['has another page, which is there', { status: 'complete' }, true, 1],
  ['has another page, which is loading', { status: 'loading' }, true, 0],
  ['has another title', { title: 'another' }, true, 0],
  ['is behind another', { status: 'complete' }, false, 0],
])('a tab that %s', (_, change, active, times) => {
  emit('updated', 1, change, { id: 1, active })
  expect(changed).toHaveBeenCalledTimes(times)
})
