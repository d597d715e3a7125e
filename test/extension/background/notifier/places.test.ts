import { beforeEach, describe, expect, it } from 'vitest'
import { arrivalOf, message } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'
import { pageTab } from './world.ts'

let at: Harness
beforeEach(() => {
  at = createHarness()
})

const push = (seq: number, id = 'general'): Promise<void> =>
  at.notifier.arrived(arrivalOf([message(seq)], { id }))

describe('where an alert shows', () => {
  it('is the page in front, with nothing from the operating system', async () => {
    await push(1)
    expect([at.log, at.texts()]).toEqual([['mount 1', 'reveal 1'], ['text 1']])
    expect(at.host().height).toBe(121)
  })

  it.each([
    ['the tab is no web page', { tabId: 1, host: undefined, refused: 'no-page' }],
    ['the tab may not be touched', { tabId: 1, host: undefined, refused: 'no-access' }],
    ['another program is in front', undefined],
  ] as const)('is the operating system when %s', async (_, front) => {
    at.tabs.front = front
    await push(1)
    expect(at.log).toEqual(['system log-general:1'])
  })

  it('is the operating system where the person wants no toast on the site', async () => {
    at.device = { ...at.device, sites: { 'site-1.test': { toasts: false, corner: null } } }
    await push(1)
    expect(at.log).toEqual(['system log-general:1'])
  })

  it('is the corner of the settings, and that of the site before it', async () => {
    at.device = { ...at.device, corner: 'top-left' }
    await push(1)
    expect(at.host().corner).toBe('top-left')
    at.device = { ...at.device, sites: { 'site-2.test': { toasts: true, corner: 'top-right' } } }
    at.tabs.front = pageTab(2)
    await push(2)
    expect(at.host(2).corner).toBe('top-right')
  })

  it.each(['refuse', 'lose it'] as const)('is the operating system when the page does %o', async (does) => {
    at.page.does = does
    await push(1)
    expect([at.log.at(-1), at.hosts.size]).toEqual(['system log-general:1', 0])
  })

  it('is the operating system when the frame stays silent for 400 ms, and then it gets no text', async () => {
    at.page.does = 'stay silent'
    const pushed = push(1)
    await at.settle()
    const { nonce } = at.host()
    await at.clock.pass(399)
    expect(at.log).toEqual(['mount 1'])
    await at.clock.pass(1)
    await pushed
    expect(at.log).toEqual(['mount 1', 'unmount 1', 'system log-general:1'])
    expect(await at.notifier.toastMessage({ type: 'toast-ready', nonce }, { tabId: 1, frameId: 7 })).toBe(
      undefined,
    )
  })

  it('is the badge alone without permissions', async () => {
    at.system.granted = false
    at.page.does = 'refuse'
    await push(1)
    expect(at.log).toEqual([])
  })
})

describe('what was alerted already', () => {
  it('by this worker or the one before it, is not alerted again', async () => {
    await push(1)
    await push(1)
    const restarted = createHarness(at)
    await restarted.notifier.arrived(arrivalOf([message(1)]))
    expect(at.lines('mount')).toHaveLength(1)
  })

  it('by another background at the same moment, is not alerted again', async () => {
    at.tabs.front = undefined
    const both = [at.notifier, createHarness(at).notifier]
    await Promise.all(both.map((one) => one.arrived(arrivalOf([message(1)]))))
    expect(at.lines('system')).toHaveLength(1)
  })

  it('makes room for what is newer, in the same toast, and is counted', async () => {
    await push(1)
    await push(2, 'ops')
    await push(3, 'ops')
    expect([at.texts(), at.shown().rest]).toEqual([['text 3'], { count: 2, rooms: 2 }])
    expect(at.lines('mount')).toHaveLength(1)
  })

  it('goes into the toast from a notification, and the other way round, never in both', async () => {
    at.tabs.front = undefined
    await push(1)
    at.tabs.front = pageTab(1)
    await push(2)
    expect([at.system.shown.size, at.texts(), at.shown().rest.count]).toEqual([0, ['text 2'], 1])
    at.tabs.front = undefined
    await push(3)
    expect([at.hosts.size, [...at.system.shown.keys()]]).toEqual([0, ['log-general:3']])
    expect(at.system.shown.get('log-general:3')?.more).toBe(2)
    expect(at.log.indexOf('unmount 1')).toBeLessThan(at.log.indexOf('system log-general:3'))
  })
})

it('a failure does not hold up the next alert', async () => {
  const { admit } = at.deps.storage
  at.deps.storage.admit = () => Promise.reject(new Error('disk'))
  await expect(push(1)).rejects.toThrow('disk')
  at.deps.storage.admit = admit
  await push(2)
  expect(at.texts()).toEqual(['text 2'])
})
