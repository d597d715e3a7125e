// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import type { TestAlert } from '../../../extension/shared/requests.ts'
import { defaultPersonSettings, UNTIL_TURNED_ON } from '../../../protocol/notification-settings.ts'
import { overview } from '../ui/fake-store.ts'
import { find, press, refusal, refusalWords } from '../ui/mount.tsx'
import { openOptions } from './open-options.tsx'

const now = 'Send me a test notification'
const later = 'Send it in 5 seconds'

const after = async (shown: Partial<TestAlert>) => {
  const value = { shown: 'toast', ms: 210, whyNoToast: undefined, ...shown }
  const page = await openOptions(overview(), { answers: { 'test-alert': { ok: true, value } } })
  await press(find('button', now))
  return page.words()
}

describe('the test notification', () => {
  it('comes at once, or in time to switch to another tab', async () => {
    const value = { shown: 'toast', ms: 1, whyNoToast: undefined }
    const { asked } = await openOptions(overview(), { answers: { 'test-alert': { ok: true, value } } })
    await press(find('button', now))
    await press(find('button', later))
    expect(asked).toEqual([
      { name: 'test-alert', input: { delayMs: 0 } },
      { name: 'test-alert', input: { delayMs: 5000 } },
    ])
  })
  it('says that it showed as a card, and how fast', async () => {
    expect(await after({})).toContain('Shown as a card in 210 ms.')
  })
  it.each([
    ['no-page', 'This tab cannot show a card'],
    ['no-access', 'There is no access to the page in front.'],
    ['never-here', 'You chose “never here” for this site.'],
    ['not-shown', 'The page did not show the card in time.'],
  ] as const)('says that the system showed it, and why: %s', async (whyNoToast, why) => {
    expect(await after({ shown: 'system', ms: 40, whyNoToast })).toContain(
      `Shown by the operating system in 40 ms. ${why}`,
    )
  })
  it('says that nothing could show it, why, and what to do', async () => {
    expect(await after({ shown: 'badge', whyNoToast: 'no-access' })).toContain(
      'Nothing could show it. There is no access to the page in front. Switch both on above',
    )
    expect(find('.card .problem[role="status"]').textContent).toContain('Nothing could show it.')
  })
  it('says that other messages would not show, during do not disturb', async () => {
    expect(await after({})).not.toContain('Do not disturb is on: other')
    const value = { shown: 'toast', ms: 210, whyNoToast: undefined }
    const settings = { ...defaultPersonSettings, doNotDisturbUntil: UNTIL_TURNED_ON }
    const { words } = await openOptions(overview({ settings }), {
      answers: { 'test-alert': { ok: true, value } },
    })
    await press(find('button', now))
    expect(words()).toContain(
      'Shown as a card in 210 ms. Do not disturb is on: other messages only count on the toolbar icon meanwhile.',
    )
  })
  it('says why it did not work', async () => {
    const { words } = await openOptions(overview(), { answers: { 'test-alert': refusal } })
    await press(find('button', now))
    expect(words()).toContain(refusalWords)
  })
  it('runs once at a time, and says meanwhile what to do', async () => {
    const { asked, words } = await openOptions(overview(), {
      answers: { 'test-alert': new Promise(() => undefined) },
    })
    await press(find('button', later))
    expect(words()).toContain('Switch to another tab now')
    expect(find('progress').getAttribute('aria-hidden')).toBe('true')
    for (const name of [now, later]) {
      expect(find('button', name).getAttribute('aria-disabled')).toBe('true')
      await press(find('button', name))
    }
    expect(asked).toHaveLength(1)
  })
})
