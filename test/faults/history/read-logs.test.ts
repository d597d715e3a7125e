import { expect, test } from 'vitest'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { checkSends } from './checks/check-sends.ts'
import type { HistoryEvent } from './event.ts'
import { readLogs } from './read-logs.ts'

test('a disk without even the tables holds no log, and what was acknowledged there is missing', () => {
  const folder = tempFolder()
  try {
    const logs = readLogs(folder.path)
    expect(logs).toEqual([])
    const place = { room: 'general', logId: 'log-1', seq: 1 }
    const event: HistoryEvent = { type: 'acknowledged', client: 'anna', id: 'x', at: 0, ...place }
    expect(checkSends([event], logs)).toMatchObject([{ kind: 'missing' }])
  } finally {
    folder.remove()
  }
})
