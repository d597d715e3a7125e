import * as v from 'valibot'
import {
  roomIdSchema,
  seqSchema,
  type LocalTime,
  type LogId,
  type RoomId,
  type Seq,
} from '../../../protocol/entry.ts'
import type { Database } from './open-database.ts'
import { momentSchema, read } from './stored-rows.ts'

/** What the background has to remember of an account, next to its rooms. */
export interface LocalState {
  current(): Promise<RoomId | undefined>
  saveCurrent(room: RoomId): Promise<void>
  /** When the connection was lost, ms; kept so that an outage outlives a restart of the background. */
  offlineSince(): Promise<LocalTime | undefined>
  saveOfflineSince(at: LocalTime | undefined): Promise<void>
  /** The server sent too much, and is left alone until then, ms; a restart of the background does not end that. */
  pausedUntil(): Promise<LocalTime | undefined>
  savePausedUntil(at: LocalTime | undefined): Promise<void>
  draft(room: RoomId): Promise<string>
  saveDraft(room: RoomId, text: string): Promise<void>
  /** The last seq of a log that was admitted; 0: none. */
  alertedUpTo(logId: LogId): Promise<Seq>
  /** The open alerts, as the notifier wrote them: it checks what it reads. Undefined: there were none. */
  alerts(): Promise<unknown>
  /** Anything that can be cloned; undefined removes it. */
  saveAlerts(alerts: unknown): Promise<void>
  /**
   * One transaction: reads up to which seq entries of the log were admitted, stores the open alerts that `admit` makes of that,
   * and raises the mark, which never goes back. Of two running workers only one admits an entry.
   */
  admitAlerts(logId: LogId, upTo: Seq, admit: (alertedUpTo: Seq) => unknown): Promise<void>
}

export function createLocalState(db: Database): LocalState {
  const state = (key: string): Promise<unknown> => db.get('state', key)
  const write = async (key: string, value: unknown): Promise<void> => {
    if (value === undefined) await db.delete('state', key)
    else await db.put('state', value, key)
  }
  return {
    current: async () => read(roomIdSchema, await state('current')),
    saveCurrent: (room) => write('current', room),
    offlineSince: async () => read(momentSchema, await state('offlineSince')),
    saveOfflineSince: (at) => write('offlineSince', at),
    pausedUntil: async () => read(momentSchema, await state('pausedUntil')),
    savePausedUntil: (at) => write('pausedUntil', at),
    draft: async (room) => read(v.string(), await db.get('drafts', room)) ?? '',
    saveDraft: async (room, text) => {
      if (text === '') await db.delete('drafts', room)
      else await db.put('drafts', text, room)
    },
    alertedUpTo: async (logId) => read(seqSchema, await db.get('alerted', logId)) ?? 0,
    // Until an alert had phases, all alerts were stored under this older name.
    alerts: async () => (await state('alerts')) ?? (await state('board')),
    saveAlerts: (alerts) => write('alerts', alerts),
    admitAlerts: async (logId, upTo, admit) => {
      const tx = db.transaction(['state', 'alerted'], 'readwrite')
      const marks = tx.objectStore('alerted')
      const before = read(seqSchema, await marks.get(logId)) ?? 0
      await Promise.all([
        tx.objectStore('state').put(admit(before), 'alerts'),
        marks.put(Math.max(upTo, before), logId),
        tx.done,
      ])
    },
  }
}
