import { beforeEach, expect, it } from 'vitest'
import type { TestAlert } from '../../../../extension/shared/requests.ts'
import { createHarness, type Harness } from './harness.ts'
import { pageTab } from './world.ts'

let at: Harness
beforeEach(() => {
  at = createHarness()
})
async function test(delayMs = 0, passMs = delayMs): Promise<TestAlert> {
  const answer = at.notifier.testAlert(delayMs)
  await at.clock.pass(passMs)
  return answer
}

it('shows by the same way, and says where and how fast', async () => {
  expect(await test(3_000)).toEqual({ shown: 'toast', ms: 0, whyNoToast: undefined })
  expect(at.shown().cards).toMatchObject([{ kind: 'message', canReply: false }])
  await at.say({ type: 'toast-open', key: at.shown().cards[0]?.key })
  expect([at.hosts.size, at.lines('read'), at.lines('open')]).toEqual([0, [], ['open undefined']])
})

it.each([
  ['no-page', { tabId: 1, host: undefined, refused: 'no-page' }],
  ['no-access', { tabId: 1, host: undefined, refused: 'no-access' }],
  ['no-page', undefined],
] as const)('says why there was no toast: %s', async (whyNoToast, front) => {
  at.tabs.front = front
  expect(await test()).toEqual({ shown: 'system', ms: 0, whyNoToast })
  at.system.granted = false
  expect(await test()).toMatchObject({ shown: 'badge', whyNoToast })
})

it('says that the site is one without, or that the page did not show it in time', async () => {
  at.tabs.front = pageTab(1)
  at.device = { ...at.device, sites: { 'site-1.test': { toasts: false, corner: null } } }
  expect(await test()).toMatchObject({ shown: 'system', whyNoToast: 'never-here' })
  at.tabs.front = pageTab(2)
  at.page.does = 'stay silent'
  expect(await test(1_000, 1_400)).toEqual({ shown: 'system', ms: 400, whyNoToast: 'not-shown' })
})
