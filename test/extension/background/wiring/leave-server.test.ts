import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../../extension/background/clock.ts'
import { openSocketTransport } from '../../../../extension/background/channel/socket-transport.ts'
import { openAccounts } from '../../../../extension/background/journal/accounts.ts'
import {
  openBrowserState,
  type BrowserState,
} from '../../../../extension/background/journal/browser-state.ts'
import { startSession, type Session } from '../../../../extension/background/session.ts'
import { joinAsNodeClient } from '../../../support/channel/node-client.ts'
import { silentListener } from '../../../support/channel/silent-listener.ts'
import { startServer, type StartedServer } from '../../../support/server/start-server.ts'
import { waitFor } from '../../../support/wait-for.ts'
import { emptyStorage } from '../journal/killable-storage.ts'

let server: StartedServer
let session: Session
let browser: BrowserState
beforeEach(async () => {
  server = await startServer()
  emptyStorage()
  browser = await openBrowserState()
  session = await startSession({
    browser,
    accounts: await openAccounts(browser),
    clock: systemClock,
    openTransport: openSocketTransport,
    hasNetwork: () => true,
    post: fetch,
    changed: () => undefined,
    listener: silentListener,
  })
  await session.join(server.firstInvite, 'Mina')
  await waitFor(() => session.channel()?.state().state === 'connected', 'it is connected')
})
afterEach(async () => {
  await session.leave()
  await server.close()
})

/** The account, the databases. */
const stored = async (): Promise<unknown[]> => [
  await browser.current(),
  (await indexedDB.databases()).map(({ name }) => name),
]
const nothing = [undefined, ['backchannel:browser']]

test('leaving ends the token on the server and leaves no connection', async () => {
  const account = session.account()
  if (account === undefined) throw new Error('not joined')
  expect(await session.leave()).toBe(true)
  expect([session.account(), session.channel(), ...(await stored())]).toEqual([
    undefined,
    undefined,
    ...nothing,
  ])
  // Whoever kept a copy of the token has nothing.
  const accounts = await openAccounts(browser)
  await accounts.add(account, undefined)
  const copy = await startSession({
    browser,
    accounts,
    clock: systemClock,
    openTransport: openSocketTransport,
    hasNetwork: () => true,
    post: fetch,
    changed: () => undefined,
    listener: silentListener,
  })
  await waitFor(() => copy.channel()?.state().state === 'signed-out', 'the server refuses the token')
  expect(await copy.leave()).toBe(true)
})

test('where the server cannot be reached, leaving says so at once, and deletes all the same', async () => {
  await server.close()
  await waitFor(() => session.channel()?.state().state !== 'connected', 'the loss is noticed')
  const began = performance.now()
  expect(await session.leave()).toBe(false)
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(await stored()).toEqual(nothing)
  server = await startServer()
})

test('devices that this one added stay signed in', async () => {
  const link = await session.channel()?.addBrowser()
  if (link?.ok !== true) throw new Error('no link')
  const second = await joinAsNodeClient(link.value.link)
  expect(await session.leave()).toBe(true)
  await second.connected()
  await second.send('general', 'still here')
  await second.close()
})
