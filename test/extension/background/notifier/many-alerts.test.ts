import { beforeEach, describe, expect, it } from 'vitest'
import { arrivalOf, message, urgent } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'

let at: Harness
beforeEach(() => {
  at = createHarness()
})
/** Priority 4 comes through the burst limit, and each has a card of its own. */
async function alerts(count: number): Promise<void> {
  for (let room = 1; room <= count; room += 1)
    await at.notifier.arrived(arrivalOf([message(1, { priority: 4 })], { id: `room-${room}` }))
}
const keys = (): string[] => at.stored().alerts.map(({ key }) => key)

describe('of more alerts than are kept', () => {
  it('the oldest go', async () => {
    await alerts(55)
    expect([keys().length, keys()[0], keys().at(-1)]).toEqual([50, 'log-room-6:1', 'log-room-55:1'])
  })

  it('an urgent one stays, and is repeated', async () => {
    await at.notifier.arrived(arrivalOf([urgent(1)]))
    await at.say({ type: 'toast-dismiss', key: 'log-general:1' })
    await alerts(60)
    expect(at.shown().cards.map(({ kind }) => kind)).toEqual(['message'])
    await at.clock.pass(5 * 60_000)
    expect(at.shown().cards.map(({ kind }) => kind)).toEqual(['urgent', 'message'])
    expect(keys()).toHaveLength(50)
  })

  it('the card that somebody types in stays', async () => {
    await at.notifier.arrived(arrivalOf([message(1, { text: 'answered' })]))
    await at.say({ type: 'toast-typing', key: 'log-general:1', typing: true })
    await alerts(60)
    expect([at.texts(), keys().length]).toEqual([['answered'], 50])
  })

  it('a new one shows, however many urgent ones there are', async () => {
    for (let seq = 1; seq <= 50; seq += 1) await at.notifier.arrived(arrivalOf([urgent(seq)]))
    await alerts(2)
    expect([keys().length, keys().at(-1)]).toEqual([5, 'log-room-2:1'])
    expect(at.shown().cards).toMatchObject([{ kind: 'urgent' }, { kind: 'message', room: 'Room-2' }])
  })
})
