// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { UNTIL_TURNED_ON } from '../../../../protocol/notification-settings.ts'
import { overview, roomSummary } from '../../ui/fake-store.ts'
import { fill, find, press, refusal, refusalWords } from '../../ui/mount.tsx'
import { openOptions } from '../open-options.tsx'

const muted = roomSummary('ops', { level: 'mentions', mutedUntil: UNTIL_TURNED_ON })
const first = overview({ rooms: [roomSummary('general'), muted, roomSummary('old', { left: true })] })
const level = (room: string) => find<HTMLSelectElement>('select', `Notify me about #${room}`)
const set = (room: string, settings: object) => ({
  name: 'change-settings',
  input: { of: 'room', room, settings },
})

describe('the rooms', () => {
  it('show each its own level, but those that one has left', async () => {
    const { words } = await openOptions(first)
    expect([level('general').value, level('ops').value]).toEqual(['everywhere', 'mentions'])
    expect(words()).not.toContain('#old')
  })
  it('take a level, and give it up', async () => {
    const { asked } = await openOptions(first)
    await fill(level('general'), 'nothing')
    await fill(level('ops'), 'everywhere')
    expect(asked).toEqual([
      set('general', { level: 'nothing', mutedUntil: null }),
      set('ops', { level: null, mutedUntil: UNTIL_TURNED_ON }),
    ])
  })
  it('go back, in words, when it could not be kept', async () => {
    const { words } = await openOptions(first, { answers: { 'change-settings': refusal } })
    await fill(level('general'), 'nothing')
    expect(level('general').value).toBe('everywhere')
    expect(words()).toContain(refusalWords)
  })
  it('say that one is muted, and turn it on; the focus stays in its row', async () => {
    const { asked, words } = await openOptions(first)
    expect(words()).toContain('Muted until you turn it on')
    find('button', 'Turn on #ops').focus()
    await press(find('button', 'Turn on #ops'))
    expect(asked).toEqual([set('ops', { level: 'mentions', mutedUntil: null })])
    expect(words()).not.toContain('Muted until')
    expect(document.activeElement).toBe(level('ops'))
  })
  it('can be muted', async () => {
    const { asked } = await openOptions(first)
    const before = Date.now()
    await press(find('button', 'Mute #general'))
    await press(find('.menu-item', 'For 2 hours'))
    const { settings } = asked[0]?.input as { settings: { mutedUntil: number } }
    expect(settings.mutedUntil - before).toBeGreaterThanOrEqual(2 * 3_600_000)
    expect(settings.mutedUntil - before).toBeLessThan(2 * 3_600_000 + 10_000)
  })
  it('say so when there are none', async () => {
    const { words } = await openOptions(overview({ rooms: [] }))
    expect(words()).toContain('You are in no room yet.')
  })
})
