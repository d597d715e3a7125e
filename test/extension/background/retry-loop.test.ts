import { expect, test } from 'vitest'
import {
  canSucceedLater,
  createRetryLoop,
  retryDelay,
  type JobResult,
} from '../../../extension/background/retry-loop.ts'
import { createManualClock } from '../../support/channel/manual-clock.ts'

/** A loop whose job gives these results one after another, then `done`. */
function start(...results: (JobResult | Error)[]) {
  const clock = createManualClock()
  let runs = 0
  const loop = createRetryLoop(clock, async () => {
    const result = results[runs++] ?? 'done'
    if (result instanceof Error) throw result
    return result
  })
  return { clock, loop, runs: () => runs }
}

test('delays double from a quarter of a second to five seconds, half of each is random', () => {
  expect([0, 1, 2, 3, 4, 1000].map((attempt) => retryDelay(attempt, 0))).toEqual([
    250, 500, 1000, 2000, 2500, 2500,
  ])
  expect(retryDelay(1000, 0.999999)).toBe(5000)
})

test('the job runs until it is done', async () => {
  const { loop, runs } = start('more', 'more', 'done')
  loop.wake()
  await loop.idle()
  expect(runs()).toBe(3)
})

test('work that comes in while the job runs is done in a further run', async () => {
  const { loop, runs } = start('done')
  loop.wake()
  loop.wake()
  await loop.idle()
  expect(runs()).toBe(2)
})

test('after a failure the job runs again after a delay, longer each time', async () => {
  const { loop, clock, runs } = start('failed', new Error('disk'))
  loop.wake()
  await loop.idle()
  loop.wake()
  await loop.idle()
  clock.pass(249)
  expect(runs()).toBe(1)
  clock.pass(1)
  await loop.idle()
  expect(runs()).toBe(2)
  clock.pass(499)
  expect(runs()).toBe(2)
  clock.pass(1)
  await loop.idle()
  expect(runs()).toBe(3)
})

test('a success makes the next delay short again', async () => {
  const { loop, clock, runs } = start('failed', 'failed', 'more', 'failed')
  loop.wake()
  await loop.idle()
  clock.pass(250)
  await loop.idle()
  clock.pass(500)
  await loop.idle()
  expect(runs()).toBe(4)
  clock.pass(250)
  await loop.idle()
  expect(runs()).toBe(5)
})

test('retryNow ends the delay', async () => {
  const { loop, clock, runs } = start('failed')
  loop.wake()
  await loop.idle()
  loop.retryNow()
  await loop.idle()
  expect(runs()).toBe(2)
  expect(clock.waiting()).toBe(0)
})

test('a job that fails after retryNow runs again at once: its failure was of the old connection', async () => {
  const { loop, clock, runs } = start('failed', 'failed')
  loop.wake()
  loop.retryNow()
  loop.wake()
  await loop.idle()
  expect([runs(), clock.waiting()]).toEqual([2, 1])
})

test('a closed loop runs nothing and leaves no timer', async () => {
  const { loop, clock, runs } = start('failed')
  loop.wake()
  await loop.idle()
  loop.close()
  loop.wake()
  loop.retryNow()
  clock.pass(10_000)
  expect(runs()).toBe(1)
  expect(clock.waiting()).toBe(0)
})

test.each([
  ['unavailable', true],
  ['rate_limited', true],
  ['storage_full', true],
  ['unauthorized', true],
  ['malformed', false],
  ['forbidden', false],
] as const)('after %s a repeat can succeed: %s', (code, expected) => {
  expect(canSucceedLater(code)).toBe(expected)
})
