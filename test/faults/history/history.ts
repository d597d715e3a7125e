import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ClientEvent, HistoryEvent, RecordedLog } from './event.ts'

/** All that was seen in one run: what clients did and heard, and what the databases held. */
export interface History {
  events: HistoryEvent[]
  logs: RecordedLog[]
  record(client: string, event: ClientEvent): void
  /** Adds logs; those of the same logId are replaced by what they hold now. */
  recordLogs(logs: readonly RecordedLog[]): void
  save(path: string): void
}

export function createHistory(): History {
  const began = Date.now()
  const events: HistoryEvent[] = []
  const history: History = {
    events,
    logs: [],
    record: (client, event) => void events.push({ ...event, client, at: Date.now() - began }),
    recordLogs: (logs) => {
      const rooms = new Set(logs.map((log) => log.room))
      const ids = new Set(logs.map((log) => log.logId))
      const others = history.logs.filter((log) => !ids.has(log.logId))
      history.logs = [
        ...others.map((log) => (rooms.has(log.room) ? { ...log, current: false } : log)),
        ...logs,
      ]
    },
    save: (path) => {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, JSON.stringify({ events, logs: history.logs }, undefined, 1))
    },
  }
  return history
}
