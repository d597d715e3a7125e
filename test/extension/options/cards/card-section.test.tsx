// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { describe, expect, it } from 'vitest'
import {
  corners,
  defaultDeviceSettings,
  type DeviceSettings,
} from '../../../../extension/shared/device-settings.ts'
import { overview } from '../../ui/fake-store.ts'
import { fill, find, press, refusal, refusalWords, settle } from '../../ui/mount.tsx'
import { openOptions } from '../open-options.tsx'

const names = {
  'bottom-right': 'Bottom right',
  'bottom-left': 'Bottom left',
  'top-right': 'Top right',
  'top-left': 'Top left',
}
const overviewOf = (change: Partial<DeviceSettings>) =>
  overview({ device: { ...defaultDeviceSettings, ...change } })
const radio = (name: string) => find<HTMLInputElement>('input[type="radio"]', name)

describe('cards', () => {
  it.each(corners)('are in the corner %s', async (corner) => {
    const { device } = await openOptions(
      overviewOf({ corner: corner === 'top-left' ? 'top-right' : 'top-left' }),
    )
    await press(radio(names[corner]))
    expect(device()).toEqual({ ...defaultDeviceSettings, corner })
  })
  it('stay in their corner, in words, when the other could not be kept', async () => {
    const { words } = await openOptions(overviewOf({}), { answers: { 'set-device': refusal } })
    await press(radio('Top left'))
    expect(radio('Bottom right').checked).toBe(true)
    expect(words()).toContain(refusalWords)
  })
  it('stay as long as the slider says, in words', async () => {
    const { device, words } = await openOptions(overviewOf({}))
    const slider = find<HTMLInputElement>('#stay')
    await act(() => {
      slider.value = '3'
      slider.dispatchEvent(new Event('input', { bubbles: true }))
    })
    expect(device()).toBeUndefined()
    expect(words()).toContain('× 3: 18 to 36 seconds')
    expect(slider.getAttribute('aria-valuetext')).toContain('18 to 36')
    await fill(slider, '4')
    expect(device()?.stay).toBe(4)
  })
  it('stay until they are dismissed, and then as long as before again', async () => {
    const { device, words } = await openOptions(overviewOf({ stay: 5 }))
    await press(find('#stay-dismissed'))
    expect(device()?.stay).toBeNull()
    expect(words()).toContain('They stay until you dismiss them.')
    expect(find<HTMLInputElement>('#stay').disabled).toBe(true)
    await press(find('#stay-dismissed'))
    expect(device()?.stay).toBe(5)
  })
  it('hide their text', async () => {
    const { device } = await openOptions(overviewOf({}))
    await press(find('#hide-text'))
    expect(device()).toEqual({ ...defaultDeviceSettings, hideText: true })
  })
  it('hide it by themselves where the browser reports that the screen is shared', async () => {
    const { device } = await openOptions(overviewOf({}), { reportsSharing: true })
    await press(find('#hide-while-sharing'))
    expect(device()).toEqual({ ...defaultDeviceSettings, hideTextWhileSharing: false })
  })
  it('say where it does not', async () => {
    const { words } = await openOptions(overviewOf({}))
    expect(words()).toContain('This browser does not tell extensions when the screen is shared')
    expect(document.querySelector('#hide-while-sharing')).toBeNull()
  })
})

describe('sites', () => {
  const sites = { 'bank.example': { toasts: false, corner: null } }
  const add = async (typed: string) => {
    find<HTMLInputElement>('#new-site').value = typed
    await act(() => void find('.add-site').dispatchEvent(new Event('submit', { cancelable: true })))
    await settle()
  }
  it('are added by an address, with "never here"', async () => {
    const { device, words } = await openOptions(overviewOf({}))
    expect(words()).toContain('No site has settings of its own.')
    await add('https://News.example/today')
    expect(device()?.sites).toEqual({ 'news.example': { toasts: false, corner: null } })
    expect(find<HTMLInputElement>('#new-site').value).toBe('')
    expect(find<HTMLInputElement>('input', 'Never on news.example').checked).toBe(true)
  })
  it('say what is no site, or there already', async () => {
    const { asked, words } = await openOptions(overviewOf({ sites }))
    await add('not a site')
    expect(words()).toContain('This is not the address of a site.')
    expect(find('#new-site').getAttribute('aria-invalid')).toBe('true')
    await add('bank.example')
    expect(words()).toContain('bank.example is in the list already.')
    expect(asked).toEqual([])
  })
  it('have cards again, and a corner of their own', async () => {
    const { device } = await openOptions(overviewOf({ sites }))
    const corner = () => find<HTMLSelectElement>('select', 'Corner on bank.example')
    expect(corner().disabled).toBe(true)
    await press(find('input', 'Never on bank.example'))
    expect(device()?.sites).toEqual({ 'bank.example': { toasts: true, corner: null } })
    await fill(corner(), 'top-left')
    expect(device()?.sites).toEqual({ 'bank.example': { toasts: true, corner: 'top-left' } })
    await fill(corner(), '')
    expect(device()?.sites).toEqual({ 'bank.example': { toasts: true, corner: null } })
  })
  it('are removed; the focus goes to the box', async () => {
    const { device } = await openOptions(overviewOf({ sites }))
    await press(find('button', 'Remove bank.example'))
    expect(device()?.sites).toEqual({})
    expect(document.activeElement).toBe(find('#new-site'))
  })
  it('stay when they could not be removed', async () => {
    const { words } = await openOptions(overviewOf({ sites }), { answers: { 'set-device': refusal } })
    await press(find('button', 'Remove bank.example'))
    expect(words()).toContain('bank.example')
    expect(words()).toContain(refusalWords)
  })
})
