import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openAccounts, type Accounts } from '../../../../extension/background/journal/accounts.ts'
import { openBrowserState } from '../../../../extension/background/journal/browser-state.ts'
import { openDatabase } from '../../../../extension/background/journal/open-database.ts'
import { defaultDeviceSettings } from '../../../../extension/shared/device-settings.ts'
import { defaultPersonSettings } from '../../../../protocol/notification-settings.ts'
import { messages, sampleRoom } from '../../../support/channel/sample.ts'
import { randomFrom } from '../notifier/random-from.ts'
import { createKillableStorage, emptyStorage } from './killable-storage.ts'

const account = { server: 'https://chat.example.org/team', token: 'token', me: { id: 'me', name: 'Me' } }
const key = 'https://chat.example.org/team#me'
const room = sampleRoom({ cursor: 250, seen: 247 })
const item = (id: string, order: number) => ({
  ...{ id, order, room: 'general', kind: 'message' as const, about: undefined, body: { text: id } },
  ...{ at: 1, acknowledged: undefined, refused: undefined },
})
const items = [item('b', 7), item('a', 9)]
const settings = { person: defaultPersonSettings, rooms: {}, pending: [], clockOffset: 5 }
const device = { ...defaultDeviceSettings, hideText: true }

/** As versions before this one left it. */
async function fillSingleDatabase(): Promise<void> {
  const db = await openDatabase('backchannel')
  await db.put('state', account, 'account')
  await db.put('state', 'general', 'current')
  await db.put('state', 5, 'connectedUntil')
  await db.put('state', { alerts: [] }, 'board')
  await db.put('rooms', room)
  const tx = db.transaction('entries', 'readwrite')
  for (const entry of messages(1, 250)) void tx.store.put(entry, ['general', entry.seq])
  await tx.done
  for (const seq of [248, 249, 250]) await db.put('unread', true, ['general', seq])
  for (const waiting of items) await db.put('outbox', waiting)
  // Rooms may be called like the rows of a browser.
  for (const name of ['general', 'account', 'device']) await db.put('drafts', `half ${name}`, name)
  await db.put('alerted', 102, 'log-1')
  await db.put('settings', settings, 'settings')
  await db.put('settings', device, 'device')
  db.close()
}

async function start(): Promise<Accounts> {
  return openAccounts(await openBrowserState())
}

async function contents(accounts: Accounts): Promise<unknown> {
  const active = accounts.active()
  if (active === undefined) throw new Error('no account')
  const { journal, local } = active
  const browser = await openBrowserState()
  const [savedDevice, joining] = [await browser.device(), await browser.joining()]
  browser.close()
  return {
    account: [active.key, active.saved],
    rooms: await journal.rooms(),
    entries: await journal.entries('general', Infinity, 1000),
    unread: await journal.countOthers('general', 0),
    outbox: await journal.outbox(),
    drafts: [await local.draft('general'), await local.draft('account'), await local.draft('device')],
    alerted: await local.alertedUpTo('log-1'),
    alerts: await local.alerts(),
    state: [await local.current(), await journal.connectedUntil(), joining],
    settings: [await journal.settings(), savedDevice],
    databases: (await indexedDB.databases()).map(({ name }) => name).sort(),
  }
}
const moved = {
  account: [key, account],
  rooms: [room],
  entries: messages(1, 250),
  unread: 3,
  outbox: items,
  drafts: ['half general', 'half account', 'half device'],
  alerted: 102,
  alerts: { alerts: [] },
  state: ['general', 5, undefined],
  settings: [settings, device],
  databases: [`backchannel:${key}`, 'backchannel:browser'].sort(),
}

beforeEach(emptyStorage)
afterEach(() => void vi.restoreAllMocks())

test('the move to a database an account loses something of the single one', async () => {
  await fillSingleDatabase()
  expect(await contents(await start())).toEqual(moved)
})

test('a browser that has joined nothing yet loses its join or its settings', async () => {
  const single = await openDatabase('backchannel')
  const join = { link: 'x', name: 'Me', attempt: 'attempt', pending: true }
  await single.put('state', join, 'joining')
  await single.put('settings', device, 'device')
  single.close()
  const browser = await openBrowserState()
  expect((await openAccounts(browser)).active()).toBeUndefined()
  expect([await browser.joining(), await browser.device()]).toEqual([join, device])
  expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['backchannel:browser'])
})

test('what was copied of an older state of the single database stays in the copy', async () => {
  await fillSingleDatabase()
  const copy = await openDatabase(`backchannel:${key}`)
  await copy.put('entries', messages(9, 9)[0], ['left', 9])
  copy.close()
  expect(await contents(await start())).toEqual(moved)
})

test('a background that ends in the middle of the move loses or doubles something', async () => {
  await fillSingleDatabase()
  const storage = createKillableStorage()
  const whole = await start()
  const steps = storage.steps()
  expect(steps).toBeGreaterThan(20)
  expect(await contents(whole)).toEqual(moved)
  storage.restart()

  for (let step = 1; step <= steps; step += 1) {
    emptyStorage()
    await fillSingleDatabase()
    storage.restart()
    storage.dieAt(step)
    await expect(start(), `step ${step}`).rejects.toThrow()
    storage.restart()
    expect(await contents(await start()), `step ${step}`).toEqual(moved)
    storage.restart()
  }
})

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'several ends of the background, seed %i, lose or double something',
  async (seed) => {
    const random = randomFrom(seed)
    await fillSingleDatabase()
    const storage = createKillableStorage()
    let ends = 0
    for (; ends < 10; ends += 1) {
      storage.dieAt(1 + random(25))
      const ended = await start().then(
        () => false,
        () => true,
      )
      storage.restart()
      if (!ended) break
    }
    expect(await contents(await start())).toEqual(moved)
  },
)

test('two backgrounds that move at the same moment lose or double something, or both fail', async () => {
  await fillSingleDatabase()
  const both = await Promise.allSettled([start(), start()])
  expect(both.some(({ status }) => status === 'fulfilled')).toBe(true)
  expect(await contents(await start())).toEqual(moved)
})

test('a background that moves late brings back what the account has finished with', async () => {
  await fillSingleDatabase()
  const accounts = await start()
  await accounts
    .active()
    ?.journal.saveItem({ ...items[0], acknowledged: { logId: 'log-1', seq: 4 } } as never)
  // It had opened the single database before that was deleted.
  await fillSingleDatabase()
  const again = await start()
  expect((await again.active()?.journal.outbox())?.map(({ id }) => id)).toEqual(['a'])
})
