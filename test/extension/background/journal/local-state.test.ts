import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createIndexedDbJournal } from '../../../../extension/background/journal/indexed-db-journal.ts'
import { createLocalState } from '../../../../extension/background/journal/local-state.ts'
import { openDatabase } from '../../../../extension/background/journal/open-database.ts'
import { defaultDeviceSettings, type DeviceSettings } from '../../../../extension/shared/device-settings.ts'
import { defaultPersonSettings } from '../../../../protocol/notification-settings.ts'

const deviceSettings: DeviceSettings = {
  ...defaultDeviceSettings,
  corner: 'top-left',
  stay: null,
  sites: { 'bank.example': { toasts: false, corner: null } },
}
const settings = { person: defaultPersonSettings, rooms: {}, pending: [], clockOffset: 5 }

test('settings of this browser: the defaults, then what was saved', async () => {
  const name = randomUUID()
  const db = await openDatabase(name)
  expect(await createLocalState(db).device()).toEqual(defaultDeviceSettings)
  await createLocalState(db).saveDevice(deviceSettings)
  db.close()
  expect(await createLocalState(await openDatabase(name)).device()).toEqual(deviceSettings)
})

test('settings of this browser that cannot be read are the defaults', async () => {
  const db = await openDatabase(randomUUID())
  for (const stored of [{ ...deviceSettings, corner: 'middle' }, { corner: 'top-left' }, 'x', null]) {
    await db.put('settings', stored, 'device')
    expect(await createLocalState(db).device()).toEqual(defaultDeviceSettings)
  }
})

test('open alerts are kept as they were given, until they are removed', async () => {
  const local = createLocalState(await openDatabase(randomUUID()))
  expect(await local.alerts()).toBeUndefined()
  const alerts = { urgent: [{ key: 'log-1:7', times: 2 }], others: new Map([['log-1:9', new Date(5)]]) }
  await local.saveAlerts(alerts)
  expect(await local.alerts()).toEqual(alerts)
  await local.saveAlerts(undefined)
  expect(await local.alerts()).toBeUndefined()
})

test('leaving a server wipes settings, alerts and the last connection too', async () => {
  const db = await openDatabase(randomUUID())
  const [local, journal] = [createLocalState(db), createIndexedDbJournal(db)]
  await local.saveDevice(deviceSettings)
  await local.saveAlerts({ some: 'thing' })
  await journal.saveSettings(settings)
  await journal.saveConnectedUntil(7)
  await local.wipe()
  expect([
    await local.device(),
    await local.alerts(),
    await journal.settings(),
    await journal.connectedUntil(),
  ]).toEqual([defaultDeviceSettings, undefined, undefined, undefined])
  for (const store of db.objectStoreNames) expect([store, await db.count(store)]).toEqual([store, 0])
})
