import { beforeEach, expect, it } from 'vitest'
import { arrivalOf, message } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'
import { pageTab } from './world.ts'

const key = 'log-general:1'

let at: Harness
let whole: number
beforeEach(async () => {
  at = createHarness()
  await at.notifier.arrived(arrivalOf([message(1)]))
  whole = at.shown().cards[0]?.remainingMs ?? 0
  await at.clock.pass(1_000)
  await touch(true)
})
const touch = (touched: boolean): Promise<unknown> => at.say({ type: 'toast-touched', touched })
const goTo = async (front: Harness['tabs']['front']): Promise<void> => {
  at.tabs.front = front
  await at.notifier.frontChanged()
}
const clock = () => at.stored().toast?.clock
const stopped = { is: 'stopped' }
const runsFromNow = () => ({ is: 'running', since: at.clock.now() })

it('time is paused while the toast is touched, also for what the next tab shows', async () => {
  await at.clock.pass(60_000)
  await goTo(pageTab(2))
  expect(at.shown(2).cards).toMatchObject([{ key, remainingMs: whole - 1_000 }])
  expect(clock()).toEqual(runsFromNow())
})

it('goes on when it is not touched any more', async () => {
  await at.clock.pass(60_000)
  await touch(false)
  await at.clock.pass(2_000)
  await goTo(pageTab(2))
  expect(at.shown(2).cards).toMatchObject([{ key, remainingMs: whole - 3_000 }])
})

it('is paused for what is counted beside it', async () => {
  await at.notifier.arrived(arrivalOf([message(7)], { id: 'ops' }))
  await at.clock.pass(60_000)
  await at.say({ type: 'toast-dismiss', key: 'log-ops:7' })
  expect(at.shown().cards).toMatchObject([{ key, remainingMs: whole - 1_000 }])
})

it.each([
  ['a page loads a part of itself', () => at.notifier.frontChanged()],
  [
    'what was typed is deleted',
    async () => {
      await at.say({ type: 'toast-typing', key, typing: true })
      await at.say({ type: 'toast-typing', key, typing: false })
    },
  ],
])('is still paused when %s', async (_, happens) => {
  await happens()
  expect(clock()).toEqual(stopped)
})

it('does not go on where the touch ended because another program came to the front', async () => {
  at.tabs.front = undefined
  await touch(false)
  await at.clock.pass(60_000)
  await goTo(pageTab(1))
  expect(clock()).toEqual(runsFromNow())
  await goTo(pageTab(2))
  expect(at.shown(2).cards).toMatchObject([{ key, remainingMs: whole - 1_000 }])
})

it('goes on with the next worker, to which its frame reports again', async () => {
  at.clock.forget()
  at = createHarness(at)
  await at.settle()
  expect(clock()).toEqual(runsFromNow())
})

it.each([
  ['another tab', { touched: true }, 2],
  ['one that says more', { touched: true, key }, 1],
  ['one that says too little', {}, 1],
])('is not stopped by %s', async (_, said, tabId) => {
  await touch(false)
  const { nonce } = at.host()
  await at.notifier.toastMessage({ type: 'toast-touched', nonce, ...said }, { tabId, frameId: 7 })
  expect(clock()).toEqual(runsFromNow())
})
