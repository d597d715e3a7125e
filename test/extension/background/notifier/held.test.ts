import { beforeEach, expect, it } from 'vitest'
import { arrivalOf, message } from './messages.ts'
import { createHarness, pageTab, type Harness } from './harness.ts'

const key = 'log-general:1'

let at: Harness
let whole: number
beforeEach(async () => {
  at = createHarness()
  await at.notifier.arrived(arrivalOf([message(1)]))
  whole = at.shown().cards[0]?.stayMs ?? 0
  await at.clock.pass(1_000)
  await hold(true)
})
const hold = (held: boolean): Promise<unknown> => at.say({ type: 'toast-held', held })
const goTo = async (front: Harness['tabs']['front']): Promise<void> => {
  at.tabs.front = front
  await at.notifier.frontChanged()
}
const clock = () => at.stored().toast?.clock
const stopped = { is: 'stopped' }
const runsFromNow = () => ({ is: 'running', since: at.clock.now() })

it('time stands still while the toast is held, also for what the next tab shows', async () => {
  await at.clock.pass(60_000)
  await goTo(pageTab(2))
  expect(at.shown(2).cards).toMatchObject([{ key, stayMs: whole - 1_000 }])
  expect(clock()).toEqual(runsFromNow())
})

it('goes on when it is let go', async () => {
  await at.clock.pass(60_000)
  await hold(false)
  await at.clock.pass(2_000)
  await goTo(pageTab(2))
  expect(at.shown(2).cards).toMatchObject([{ key, stayMs: whole - 3_000 }])
})

it('stands still for what is counted beside it', async () => {
  await at.notifier.arrived(arrivalOf([message(7)], { id: 'ops' }))
  await at.clock.pass(60_000)
  await at.say({ type: 'toast-dismiss', key: 'log-ops:7' })
  expect(at.shown().cards).toMatchObject([{ key, stayMs: whole - 1_000 }])
})

it.each([
  ['a page loads a part of itself', () => at.notifier.frontChanged()],
  [
    'what was typed is taken back',
    async () => {
      await at.say({ type: 'toast-pinned', key, pinned: true })
      await at.say({ type: 'toast-pinned', key, pinned: false })
    },
  ],
])('goes on standing still when %s', async (_, happens) => {
  await happens()
  expect(clock()).toEqual(stopped)
})

it('does not go on where it is let go since another program came to the front', async () => {
  at.tabs.front = undefined
  await hold(false)
  await at.clock.pass(60_000)
  await goTo(pageTab(1))
  expect(clock()).toEqual(runsFromNow())
  await goTo(pageTab(2))
  expect(at.shown(2).cards).toMatchObject([{ key, stayMs: whole - 1_000 }])
})

it('goes on with the next worker, which its frame tells again', async () => {
  at.clock.forget()
  at = createHarness(at)
  await at.settle()
  expect(clock()).toEqual(runsFromNow())
})

it.each([
  ['another tab', { held: true }, 2],
  ['one that says more', { held: true, key }, 1],
  ['one that says too little', {}, 1],
])('is not stopped by %s', async (_, said, tabId) => {
  await hold(false)
  const { nonce } = at.host()
  await at.notifier.toastMessage({ type: 'toast-held', nonce, ...said }, { tabId, frameId: 7 })
  expect(clock()).toEqual(runsFromNow())
})
