import { beforeEach, describe, expect, it } from 'vitest'
import { alertMessage } from '../../../../extension/background/notifier/state/admit-arrival.ts'
import { noAlerts, readAlertState } from '../../../../extension/background/notifier/state/alert-state.ts'
import { messageAlert } from '../../../../extension/background/notifier/state/open-alerts.ts'
import { arrivalOf, message, urgent } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'

let at: Harness
beforeEach(() => {
  at = createHarness()
})
const push = (seq: number): Promise<void> => at.notifier.arrived(arrivalOf([message(seq)]))

async function restart(): Promise<Harness> {
  at.clock.forget()
  const next = createHarness(at)
  await next.notifier.frontChanged()
  await next.settle()
  return next
}

describe('an alert that is open when a worker begins', () => {
  it('is read back as it was written, and anything else is nothing', async () => {
    await at.notifier.arrived(arrivalOf([message(1), urgent(2)]))
    expect(at.stored().alerts).toHaveLength(2)
    expect(readAlertState(at.disk.alerts)).toEqual(at.disk.alerts)
    expect(
      [undefined, 7, { alerts: [] }, { ...at.stored(), more: 1 }].map(
        (saved) => readAlertState(saved).alerts,
      ),
    ).toEqual([[], [], [], []])
  })

  it('is adopted: its frame gets its view again, and what is done there counts', async () => {
    await push(1)
    const next = await restart()
    expect([at.lines('mount'), next.texts()]).toEqual([['mount 1'], ['text 1']])
    await next.say({ type: 'toast-dismiss', key: 'log-general:1' })
    expect([at.hosts.size, at.lines('read')]).toEqual([0, ['read general 1']])
  })

  it('gets what comes afterwards in place', async () => {
    await push(1)
    const next = await restart()
    await next.notifier.arrived(arrivalOf([message(2)]))
    expect([at.lines('mount'), next.texts(), next.shown().rest.count]).toEqual([['mount 1'], ['text 2'], 1])
  })

  it('and was closed meanwhile is on the badge', async () => {
    await push(1)
    at.hosts.clear()
    const next = await restart()
    expect([at.hosts.size, at.system.shown.size, at.stored().alerts]).toEqual([0, 0, []])
    await next.notifier.arrived(arrivalOf([message(1)]))
    expect(at.hosts.size).toBe(0)
  })

  it('and was tampered with while no worker ran goes to the system', async () => {
    await push(1)
    at.hosts.clear()
    at.found.probe = 'tampered'
    await restart()
    expect([...at.system.shown.keys()]).toEqual(['log-general:1'])
  })
})

it('what was stored and never shown shows now, once', async () => {
  const late = alertMessage(message(1, { text: 'late' }), arrivalOf([]), [])
  if (late === undefined) throw new Error('it is a message')
  at.disk.alerts = { ...noAlerts, alerts: [messageAlert(late, 6_000)] }
  const next = await restart()
  expect([next.texts(), at.lines('mount')]).toEqual([['late'], ['mount 1']])
  await next.notifier.arrived(arrivalOf([message(1)]))
  await (await restart()).settle()
  expect(at.lines('mount')).toHaveLength(1)
})

it('a notification whose message a counted card counts is cleared, by the worker after a killed one too', async () => {
  at.tabs.front = undefined
  await push(1)
  const [alert] = at.stored().alerts
  if (alert?.kind !== 'message') throw new Error('it is one message')
  const counts = [1, 2, 3, 4].map((seq) => ({ seq, priority: 3, mention: false, displayTime: 6_000 }))
  const counted = { ...alert, key: 'log-general:4', kind: 'counted', counts, phase: { phase: 'pending' } }
  at.disk.alerts = { ...at.stored(), alerts: [{ ...counted, message: { ...alert.message, seq: 4 } }] }
  await restart()
  expect([...at.system.shown.keys()]).toEqual(['log-general:4'])
})
