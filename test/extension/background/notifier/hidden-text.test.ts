import { beforeEach, expect, it } from 'vitest'
import { arrivalOf, claim, message, urgent } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'

let at: Harness
beforeEach(() => {
  at = createHarness()
})
const secret = message(1, {
  text: 'secret text',
  author: { id: 'eve', name: 'secret Eve' },
  body: { title: 'secret title', actions: [{ type: 'copy', label: 'secret', value: 'secret' }] },
})
const present = async (now: 'no' | 'by-setting' | 'sharing'): Promise<void> => {
  at.presenting.now = now
  await at.notifier.settingsChanged()
}

it('while somebody presents, nothing of what people wrote is in the frame', async () => {
  at.disk.drafts.set('general', 'secret draft')
  at.presenting.now = 'sharing'
  await at.notifier.arrived(arrivalOf([secret]))
  expect(JSON.stringify(at.host().views)).not.toContain('secret')
  expect(at.shown().cards).toMatchObject([{ hidden: true, room: 'General', canReply: true }])
})

it('who has it is not told either, but that somebody has', async () => {
  await at.notifier.arrived(arrivalOf([urgent(1)]))
  await at.notifier.arrived(arrivalOf([claim(2, 1)]))
  expect(at.shown().cards[0]?.claimedBy).toBe('Bob')
  await present('sharing')
  expect(at.shown().cards).toMatchObject([{ hidden: true, claimedBy: '' }])
})

it('a toast and a notification that stand are told in other words when that changes', async () => {
  await at.notifier.arrived(arrivalOf([secret]))
  expect(JSON.stringify(at.shown())).toContain('secret')
  await present('by-setting')
  expect([JSON.stringify(at.shown()).includes('secret'), at.lines('mount').length]).toEqual([false, 1])
  at.tabs.front = undefined
  await present('no')
  await at.notifier.arrived(arrivalOf([message(2, { text: 'secret too' })]))
  await present('sharing')
  expect(JSON.stringify([...at.system.shown])).not.toContain('secret')
  expect([at.lines('system').length, at.lines('rewrite')]).toEqual([1, ['rewrite log-general:2']])
  await present('sharing')
  expect([at.lines('system').length, at.lines('rewrite').length]).toEqual([1, 1])
})

it('a worker that is woken by the beginning of it hides what the one before it told', async () => {
  at.tabs.front = undefined
  await at.notifier.arrived(arrivalOf([secret]))
  await at.settle()
  expect(JSON.stringify([...at.system.shown])).toContain('secret')
  at.presenting.now = 'sharing'
  const woken = createHarness(at)
  await woken.notifier.settingsChanged()
  expect(JSON.stringify([...at.system.shown])).not.toContain('secret')
  expect([at.lines('system').length, at.lines('rewrite').length]).toEqual([1, 1])
  await createHarness(at).settle()
  expect([at.lines('system').length, at.lines('rewrite').length]).toEqual([1, 1])
})
