import { beforeEach, describe, expect, it } from 'vitest'
import type { Priority } from '../../../../protocol/entry.ts'
import { arrivalOf, message } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'
import { pageTab } from './world.ts'

let at: Harness
beforeEach(() => {
  at = createHarness()
})
const push = (seq: number, text = `text ${seq}`, priority: Priority = 3): Promise<void> =>
  at.notifier.arrived(arrivalOf([message(seq, { text, priority })]))
const chat = async (from: number, to: number): Promise<void> => {
  for (let seq = from; seq <= to; seq += 1) await push(seq)
}

describe('a counted card', () => {
  it('mentions the person, and is as urgent, as any message that it counts', async () => {
    await push(1, '@Me fire', 4)
    await chat(2, 4)
    expect(at.shown().cards).toMatchObject([
      { kind: 'counted', count: 4, text: 'text 4', mention: true, priority: 4, remainingMs: 30_000 },
    ])
    await chat(5, 6)
    expect(at.shown().cards).toMatchObject([{ count: 6, mention: true, priority: 4, remainingMs: 30_000 }])
  })

  it('also what came when its own card had gone', async () => {
    await push(1, '@Me')
    await push(2)
    await push(3)
    await at.say({ type: 'toast-expired', key: 'log-general:3' })
    await push(4)
    expect(at.shown().cards).toMatchObject([
      { kind: 'counted', count: 4, mention: true, remainingMs: 15_000 },
    ])
  })

  it('no more when that was read', async () => {
    await push(1, '@Me fire', 4)
    await push(2, '@Me')
    await chat(3, 5)
    await at.notifier.read('general', 1)
    expect(at.shown().cards).toMatchObject([{ count: 4, mention: true, priority: 3 }])
    await at.notifier.read('general', 2)
    expect(at.shown().cards).toMatchObject([{ count: 3, mention: false, priority: 3 }])
  })

  it('of which one message is left says what that one is', async () => {
    await push(1, '@Me fire', 4)
    await chat(2, 4)
    await at.notifier.read('general', 3)
    expect(at.shown().cards).toMatchObject([{ kind: 'message', mention: false, priority: 3 }])
  })

  it('stays as long as the longest of them needs', async () => {
    await push(1, 'word '.repeat(20))
    await chat(2, 4)
    expect(at.shown().cards).toMatchObject([{ kind: 'counted', remainingMs: 12_000 }])
  })

  it('as a notification of the system says so too', async () => {
    at.tabs.front = undefined
    await push(1, '@Me fire', 4)
    await chat(2, 4)
    expect(at.system.shown.get('log-general:4')?.card).toMatchObject({ mention: true, priority: 4 })
    at.tabs.front = pageTab(1)
  })
})
