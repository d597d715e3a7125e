import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createLocalState } from '../../../../extension/background/journal/local-state.ts'
import { openDatabase } from '../../../../extension/background/journal/open-database.ts'

test('open alerts are kept as they were given, until they are removed', async () => {
  const local = createLocalState(await openDatabase(randomUUID()))
  expect(await local.alerts()).toBeUndefined()
  const alerts = { urgent: [{ key: 'log-1:7', times: 2 }], others: new Map([['log-1:9', new Date(5)]]) }
  await local.saveAlerts(alerts)
  expect(await local.alerts()).toEqual(alerts)
  await local.saveAlerts(undefined)
  expect(await local.alerts()).toBeUndefined()
})
