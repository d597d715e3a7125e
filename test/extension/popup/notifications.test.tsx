// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { defaultPersonSettings, UNTIL_TURNED_ON } from '../../../protocol/notification-settings.ts'
import { defaultDeviceSettings } from '../../../extension/shared/device-settings.ts'
import type { Overview } from '../../../extension/shared/view.ts'
import { Popup } from '../../../extension/popup/popup.tsx'
import { roomView } from '../ui/entries.ts'
import { overview, roomSummary, storeWith } from '../ui/fake-store.ts'
import { find, mount, press, recordAsks, refusal, refusalWords, settle } from '../ui/mount.tsx'

async function open(change: Partial<Overview> = {}, answers: Parameters<typeof recordAsks>[0] = {}) {
  const { ask, asked } = recordAsks(answers)
  const opened: string[] = []
  const permissions = {
    granted: () => Promise.resolve({ siteAccess: true, notifications: true }),
    requestAll: () => Promise.resolve(false),
    request: () => Promise.resolve(false),
    remove: () => Promise.resolve(false),
    onChanged: () => () => undefined,
  }
  const pages = {
    tabInFront: () => Promise.resolve(undefined),
    openOptions: () => void opened.push('options'),
    openTab: () => undefined,
    openWelcome: () => undefined,
  }
  const store = storeWith(ask, overview(change), roomView([]))
  mount(<Popup store={store} permissions={permissions} pages={pages} />)
  await settle()
  // What the room itself asks as it opens.
  asked.splice(0)
  return { asked, opened, words: () => document.body.textContent }
}
const bell = () => find('.bell')
const item = (name: string) => find('.menu-item', name)
const quiet = { settings: { ...defaultPersonSettings, doNotDisturbUntil: UNTIL_TURNED_ON } }
const hiding = { device: { ...defaultDeviceSettings, hideText: true }, textHidden: 'by-setting' } as const
const roomMenu = () => find('.room-menu')

describe('the bell', () => {
  beforeEach(() => localStorage.clear())

  it('turns do-not-disturb on, and shows it from then on', async () => {
    const { asked, words } = await open()
    expect(bell().getAttribute('aria-label')).toBe('Notifications')
    await press(bell())
    await press(item('Until I turn it off'))
    const settings = { ...defaultPersonSettings, doNotDisturbUntil: UNTIL_TURNED_ON }
    expect(asked).toEqual([{ name: 'change-settings', input: { of: 'person', settings } }])
    expect(bell().getAttribute('aria-label')).toBe('Notifications. Do not disturb is on')
    expect(bell().classList.contains('on')).toBe(true)
    expect(words()).toContain('Do not disturb is on')
  })
  it('says that these are quiet hours, and until when', async () => {
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16)
    const now = { on: true, days: [0, 1, 2, 3, 4, 5, 6], from: inHours(-1), to: inHours(1), timeZone: 'UTC' }
    const { words } = await open({ settings: { ...defaultPersonSettings, quietHours: now } })
    expect(words()).toMatch(/Quiet hours until .*\d\d:\d\d/)
    expect(bell().getAttribute('aria-label')).toMatch(/^Notifications. Quiet hours until /)
  })
  it('says until when, and turns it off', async () => {
    const at = Date.now() + 60_000
    const { asked } = await open({ settings: { ...defaultPersonSettings, doNotDisturbUntil: at } })
    await press(bell())
    expect(find('.menu-title').textContent).toMatch(/^Do not disturb until .*\d\d:\d\d$/)
    await press(item('Turn off'))
    expect(asked).toEqual([
      { name: 'change-settings', input: { of: 'person', settings: defaultPersonSettings } },
    ])
  })
  it("counts by the server's clock, also where this machine's is an hour late", async () => {
    const hour = 3_600_000
    const over = { ...defaultPersonSettings, doNotDisturbUntil: Date.now() + hour / 2 }
    const { asked } = await open({ settings: over, clockOffset: hour })
    expect(bell().getAttribute('aria-label')).toBe('Notifications')
    await press(bell())
    const before = Date.now()
    await press(item('For 30 minutes'))
    const input = asked[0]?.input as { settings: { doNotDisturbUntil: number } }
    const left = input.settings.doNotDisturbUntil - before - hour
    expect(left).toBeGreaterThanOrEqual(hour / 2)
    expect(left).toBeLessThan(hour / 2 + 10_000)
  })
  it('offers no end of what is not on', async () => {
    await open()
    await press(bell())
    expect(() => item('Turn off')).toThrow()
  })
  it('hides the text of messages by one click, and shows that it does', async () => {
    const { asked, words } = await open()
    await press(bell())
    expect(item('Hide message text').getAttribute('aria-checked')).toBe('false')
    await press(item('Hide message text'))
    expect(asked).toEqual([{ name: 'set-device', input: { ...defaultDeviceSettings, hideText: true } }])
    expect(words()).toContain('Notifications hide the text')
    await press(bell())
    expect(item('Hide message text').getAttribute('aria-checked')).toBe('true')
  })
  it('leads to the options', async () => {
    const { opened } = await open()
    await press(bell())
    await press(item('Notification options…'))
    expect(opened).toEqual(['options'])
  })
  it('says why nothing came of it', async () => {
    const { words } = await open({}, { 'change-settings': refusal })
    await press(bell())
    await press(item('For 2 hours'))
    expect(words()).toContain(refusalWords)
    expect(bell().classList.contains('on')).toBe(false)
  })
})

describe('the lines below', () => {
  it('turn do-not-disturb off; the focus goes to the bell', async () => {
    const { asked, words } = await open(quiet)
    find('button', 'Turn off').focus()
    await press(find('button', 'Turn off'))
    expect(asked).toEqual([
      { name: 'change-settings', input: { of: 'person', settings: defaultPersonSettings } },
    ])
    expect(words()).not.toContain('Do not disturb')
    expect(document.activeElement).toBe(bell())
  })
  it('show the text again', async () => {
    const { asked } = await open(hiding)
    await press(find('button', 'Show it'))
    expect(asked).toEqual([{ name: 'set-device', input: defaultDeviceSettings }])
  })
  it('say that it is hidden since the screen is shared', async () => {
    const { words } = await open({ textHidden: 'sharing' })
    expect(words()).toContain('Notifications hide the text while the screen is shared')
    expect(bell().getAttribute('aria-label')).toContain('hide the text')
  })
  it('are not there when nothing is on', async () => {
    expect((await open()).words()).not.toMatch(/disturb|hide/)
  })
})

describe('the menu of a room', () => {
  const set = (settings: object) => ({
    name: 'change-settings',
    input: { of: 'room', room: 'general', settings },
  })
  it('takes a level, and gives it up', async () => {
    const { asked } = await open()
    await press(roomMenu())
    const everywhere = 'Default: Mentions, and small rooms'
    expect(item(everywhere).getAttribute('aria-checked')).toBe('true')
    await press(item('Every message'))
    await press(roomMenu())
    expect(item('Every message').getAttribute('aria-checked')).toBe('true')
    await press(item(everywhere))
    expect(asked).toEqual([set({ level: 'all', mutedUntil: null }), set({ level: null, mutedUntil: null })])
  })
  it('mutes the room, and turns it on again', async () => {
    const { asked } = await open()
    await press(roomMenu())
    await press(item('Until I turn it on'))
    expect(roomMenu().getAttribute('aria-label')).toBe('Notify me about #general. Muted until you turn it on')
    await press(roomMenu())
    await press(item('Turn on'))
    expect(asked).toEqual([
      set({ level: null, mutedUntil: UNTIL_TURNED_ON }),
      set({ level: null, mutedUntil: null }),
    ])
  })
  it('says why nothing came of it', async () => {
    const { words } = await open({}, { 'change-settings': refusal })
    await press(roomMenu())
    await press(item('Nothing'))
    expect(words()).toContain(refusalWords)
    expect(roomMenu().classList.contains('silent')).toBe(false)
  })
  it('is of the room that is shown', async () => {
    const rooms = [roomSummary('general'), roomSummary('ops', { level: 'nothing' })]
    await open({ rooms, current: 'ops' })
    expect(roomMenu().getAttribute('aria-label')).toBe('Notify me about #ops')
    expect(roomMenu().classList.contains('silent')).toBe(true)
  })
})
