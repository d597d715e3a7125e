import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openAccount, openAccounts } from '../../../../extension/background/journal/accounts.ts'
import { createActiveAccount } from '../../../../extension/background/journal/active-account.ts'
import { openBrowserState } from '../../../../extension/background/journal/browser-state.ts'
import { defaultDeviceSettings } from '../../../../extension/shared/device-settings.ts'
import { messages, sampleRoom } from '../../../support/channel/sample.ts'
import { createKillableStorage, emptyStorage } from './killable-storage.ts'

const account = { server: 'http://127.0.0.1:8787', token: 'token', me: { id: 'me', name: 'Me' } }
const databases = async (): Promise<(string | undefined)[]> =>
  (await indexedDB.databases()).map(({ name }) => name).sort()

beforeEach(emptyStorage)
afterEach(() => void vi.restoreAllMocks())

async function joined() {
  const browser = await openBrowserState()
  await browser.saveDevice({ ...defaultDeviceSettings, hideText: true })
  const accounts = await openAccounts(browser)
  const { journal, local } = await accounts.add(account, 'general')
  await journal.apply(sampleRoom({ cursor: 2 }), messages(1, 2), 'me')
  await local.saveDraft('general', 'half')
  return { browser, accounts }
}

test('an account and what is stored of it are lost when the background ends', async () => {
  await joined()
  const again = (await openAccounts(await openBrowserState())).active()
  expect([again?.key, again?.saved]).toEqual(['http://127.0.0.1:8787#me', account])
  expect(await again?.journal.entries('general', 9, 9)).toEqual(messages(1, 2))
  expect([await again?.local.current(), await again?.local.draft('general')]).toEqual(['general', 'half'])
})

test('two accounts share what is stored', async () => {
  const [one, other] = [
    await openAccount({ key: 'https://a.example#me', saved: account }),
    await openAccount({ key: 'https://a.example/team#me', saved: account }),
  ]
  await one.local.saveDraft('general', 'half')
  await one.journal.saveRoom(sampleRoom())
  expect([await other.local.draft('general'), await other.journal.rooms()]).toEqual(['', []])
})

test('leaving keeps something of the account, or the settings of this browser', async () => {
  const { browser, accounts } = await joined()
  await browser.saveJoining({ link: 'x', name: 'Me', attempt: 'attempt', pending: true })
  await accounts.leave()
  expect([accounts.active(), await databases()]).toEqual([undefined, ['backchannel:browser']])
  expect([await browser.current(), await browser.joining(), await browser.device()]).toEqual([
    undefined,
    undefined,
    defaultDeviceSettings,
  ])
})

test('a background that ends while it leaves comes back as the account, or keeps its database', async () => {
  const storage = createKillableStorage()
  const first = await joined()
  storage.restart()
  const before = await openBrowserState()
  const counted = await openAccounts(before)
  const opening = storage.steps()
  await counted.leave()
  const steps = storage.steps()
  first.browser.close()
  for (let step = opening + 1; step <= steps; step += 1) {
    storage.restart()
    emptyStorage()
    await joined()
    storage.restart()
    const accounts = await openAccounts(await openBrowserState())
    storage.dieAt(step)
    await expect(accounts.leave()).rejects.toThrow()
    storage.restart()
    const next = await openAccounts(await openBrowserState())
    // All of it or nothing.
    const left = next.active() === undefined
    expect(await databases()).toHaveLength(left ? 1 : 2)
    expect(left || (await next.active()?.journal.entries('general', 9, 9))?.length === 2).toBe(true)
  }
})

test('an account that cannot be read outlives the leaving of the last one that can', async () => {
  const { browser, accounts } = await joined()
  const damaged = { key: 'nowhere#me', saved: { ...account, server: 'nowhere' } }
  await browser.addAccount(damaged)
  ;(await openAccount(damaged)).close()
  expect((await browser.current())?.key).toBe('http://127.0.0.1:8787#me')
  await accounts.leave()
  expect(await databases()).toEqual(['backchannel:browser'])
})

test('the account that was joined last is not the current one', async () => {
  const { browser, accounts } = await joined()
  const other = { ...account, server: 'https://a.example' }
  await accounts.add(other, undefined)
  expect((await browser.current())?.saved).toEqual(other)
})

test('without an account something is stored or found', async () => {
  const accounts = await openAccounts(await openBrowserState())
  const { journal, local } = createActiveAccount(accounts.active)
  await local.saveDraft('general', 'half')
  await local.saveAlerts({ some: 'thing' })
  await local.admitAlerts('log-1', 3, () => ({}))
  await accounts.add(account, undefined)
  expect([await local.draft('general'), await local.alerts(), await local.alertedUpTo('log-1')]).toEqual([
    '',
    undefined,
    0,
  ])
  await local.saveDraft('general', 'half')
  expect([await local.draft('general'), await journal.entries('general', 9, 9)]).toEqual(['half', []])
  await accounts.leave()
  expect([await local.draft('general'), await journal.entry('general', 1)]).toEqual(['', undefined])
})
