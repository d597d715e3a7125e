import { expect, test } from 'vitest'
import { createOverviewChanged } from '../../../../extension/background/wiring/overview-changed.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { settled } from '../../../support/settled.ts'

function start() {
  const clock = createManualClock()
  let value = 0
  const published: number[] = []
  const changed = createOverviewChanged(clock, () => void published.push(value))
  const change = async (times = 1) => {
    for (let time = 0; time < times; time += 1) {
      value += 1
      changed()
    }
    await settled()
  }
  return { clock, published, change }
}

test('one change is published in the turn in which it comes, and all of a turn once', async () => {
  const { published, change } = start()
  await change()
  await change(100)
  expect(published).toEqual([1, 101])
})

test('of a thousand changes one after another 20 are published at once and then one in 50 ms, the last one always', async () => {
  const { clock, published, change } = start()
  for (let time = 0; time < 1_000; time += 1) await change()
  expect(published).toHaveLength(20)
  clock.pass(50)
  await settled()
  expect(published).toHaveLength(21)
  expect(published.at(-1)).toBe(1_000)
})
