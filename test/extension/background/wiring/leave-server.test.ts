import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../../extension/background/clock.ts'
import { openSocketTransport } from '../../../../extension/background/channel/socket-transport.ts'
import { createIndexedDbJournal } from '../../../../extension/background/journal/indexed-db-journal.ts'
import { createLocalState } from '../../../../extension/background/journal/local-state.ts'
import { openDatabase } from '../../../../extension/background/journal/open-database.ts'
import { startSession, type Session } from '../../../../extension/background/session.ts'
import { joinAsNodeClient } from '../../../support/channel/node-client.ts'
import { createMemoryJournal } from '../../../support/channel/memory-journal.ts'
import { silentListener } from '../../../support/channel/silent-listener.ts'
import { startServer, type StartedServer } from '../../../support/server/start-server.ts'
import { waitFor } from '../../../support/wait-for.ts'

let server: StartedServer
let session: Session
let db: Awaited<ReturnType<typeof openDatabase>>
beforeEach(async () => {
  server = await startServer()
  db = await openDatabase(randomUUID())
  session = await startSession({
    local: createLocalState(db),
    journal: createIndexedDbJournal(db),
    ...{ clock: systemClock, openTransport: openSocketTransport, hasNetwork: () => true },
    ...{ post: fetch, changed: () => undefined, listener: silentListener },
  })
  await session.join(server.firstInvite, 'Mina')
  await waitFor(() => session.channel()?.state().state === 'connected', 'it is connected')
})
afterEach(async () => {
  await session.leave()
  await server.close()
})

async function rowsLeft(): Promise<number> {
  const counts = await Promise.all([...db.objectStoreNames].map((store) => db.count(store)))
  return counts.reduce((sum, count) => sum + count, 0)
}

test('leaving ends the token on the server and leaves no connection', async () => {
  const account = session.account()
  if (account === undefined) throw new Error('not joined')
  expect(await session.leave()).toBe(true)
  expect([session.account(), session.channel(), await rowsLeft()]).toEqual([undefined, undefined, 0])
  // Whoever kept a copy of the token has nothing.
  const copy = await startSession({
    local: { ...createLocalState(await openDatabase(randomUUID())), account: () => Promise.resolve(account) },
    journal: createMemoryJournal(),
    ...{ clock: systemClock, openTransport: openSocketTransport, hasNetwork: () => true },
    ...{ post: fetch, changed: () => undefined, listener: silentListener },
  })
  await waitFor(() => copy.channel()?.state().state === 'signed-out', 'the server refuses the token')
  expect(await copy.leave()).toBe(true)
})

test('where the server cannot be reached, leaving says so at once, and wipes all the same', async () => {
  await server.close()
  await waitFor(() => session.channel()?.state().state !== 'connected', 'the loss is noticed')
  const began = performance.now()
  expect(await session.leave()).toBe(false)
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(await rowsLeft()).toBe(0)
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
