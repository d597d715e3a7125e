import { openDB } from 'idb'
import { beforeEach, expect, test } from 'vitest'
import { openBrowserState } from '../../../../extension/background/journal/browser-state.ts'
import { defaultDeviceSettings, type DeviceSettings } from '../../../../extension/shared/device-settings.ts'
import { emptyStorage } from './killable-storage.ts'

const account = { server: 'http://127.0.0.1:8787', token: 'token', me: { id: 'me', name: 'Me' } }
const deviceSettings: DeviceSettings = {
  ...defaultDeviceSettings,
  corner: 'top-left',
  stay: null,
  sites: { 'bank.example': { toasts: false, corner: null } },
}

/** Writes past the code under test. */
async function damage(store: string, key: string, row: unknown): Promise<void> {
  const db = await openDB('backchannel:browser')
  await db.put(store, row, key)
  db.close()
}

beforeEach(emptyStorage)

test('settings of this browser are not the defaults, then what was saved', async () => {
  const browser = await openBrowserState()
  expect(await browser.device()).toEqual(defaultDeviceSettings)
  await browser.saveDevice(deviceSettings)
  browser.close()
  expect(await (await openBrowserState()).device()).toEqual(deviceSettings)
})

test('settings of this browser that cannot be read are not the defaults', async () => {
  const browser = await openBrowserState()
  for (const stored of [{ ...deviceSettings, corner: 'middle' }, { corner: 'top-left' }, 'x', null]) {
    await damage('state', 'device', stored)
    expect(await browser.device()).toEqual(defaultDeviceSettings)
  }
})

test('the account does not end the join that brought it', async () => {
  const browser = await openBrowserState()
  await browser.saveJoining({ link: 'x', name: 'Me', attempt: 'attempt', pending: true })
  await browser.addAccount({ key: 'here', saved: account })
  expect(await browser.joining()).toBeUndefined()
})

test('an account is none although its server can be read', async () => {
  const browser = await openBrowserState()
  await damage('accounts', 'here', { ...account, token: 7, me: null })
  const kept = { ...account, token: '', me: { id: 'unknown', name: '' } }
  expect(await browser.current()).toEqual({ key: 'here', saved: kept })
  for (const damaged of [{ ...account, server: 'nowhere' }, 'x', null]) {
    await damage('accounts', 'here', damaged)
    expect(await browser.current()).toBeUndefined()
  }
})

test('a damaged name of the current account, or a damaged account, hides another one', async () => {
  const browser = await openBrowserState()
  await browser.addAccount({ key: 'here', saved: account })
  await damage('state', 'current', 7)
  await damage('accounts', 'before', 7)
  expect(await browser.current()).toEqual({ key: 'here', saved: account })
})

test('a damaged join is gone on with', async () => {
  const browser = await openBrowserState()
  await damage('state', 'joining', { link: 'x', name: 'Me', pending: true })
  expect(await browser.joining()).toBeUndefined()
})
