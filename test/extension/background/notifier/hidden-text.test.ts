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
const hideText = async (now: boolean): Promise<void> => {
  at.textHidden.now = now
  await at.notifier.settingsChanged()
}

it('while text is hidden, nothing of what people wrote is in the frame', async () => {
  at.disk.drafts.set('general', 'secret draft')
  at.textHidden.now = true
  await at.notifier.arrived(arrivalOf([secret]))
  expect(JSON.stringify(at.host().views)).not.toContain('secret')
  expect(at.shown().cards).toMatchObject([
    { hidden: true, picture: undefined, room: 'General', canReply: true },
  ])
})

it('the card says that somebody has it, and not who', async () => {
  await at.notifier.arrived(arrivalOf([urgent(1)]))
  await at.notifier.arrived(arrivalOf([claim(2, 1)]))
  expect(at.shown().cards[0]?.claimedBy).toBe('Bob')
  await hideText(true)
  expect(at.shown().cards).toMatchObject([{ hidden: true, claimedBy: '' }])
})

it('an open toast and an open notification change their words when that changes', async () => {
  await at.notifier.arrived(arrivalOf([secret]))
  expect(JSON.stringify(at.shown())).toContain('secret')
  await hideText(true)
  expect([JSON.stringify(at.shown()).includes('secret'), at.lines('mount').length]).toEqual([false, 1])
  at.tabs.front = undefined
  await hideText(false)
  await at.notifier.arrived(arrivalOf([message(2, { text: 'secret too' })]))
  await hideText(true)
  expect(JSON.stringify([...at.system.shown])).not.toContain('secret')
  expect([at.lines('system').length, at.lines('rewrite')]).toEqual([1, ['rewrite log-general:2']])
  await hideText(true)
  expect([at.lines('system').length, at.lines('rewrite').length]).toEqual([1, 1])
})

it('a worker that is woken by the beginning of it hides what the one before it showed', async () => {
  at.tabs.front = undefined
  await at.notifier.arrived(arrivalOf([secret]))
  await at.settle()
  expect(JSON.stringify([...at.system.shown])).toContain('secret')
  at.textHidden.now = true
  const woken = createHarness(at)
  await woken.notifier.settingsChanged()
  expect(JSON.stringify([...at.system.shown])).not.toContain('secret')
  expect([at.lines('system').length, at.lines('rewrite').length]).toEqual([1, 1])
  await createHarness(at).settle()
  expect([at.lines('system').length, at.lines('rewrite').length]).toEqual([1, 1])
})
