import {
  createSettingsSync,
  type SettingsSyncDeps,
} from '../../../../extension/background/channel/settings-sync.ts'
import { serverTimeOf } from '../../../../extension/background/clock.ts'
import {
  defaultPersonSettings,
  type NotificationSettings,
  type Level,
  type PersonSettings,
} from '../../../../protocol/notification-settings.ts'
import type { Result } from '../../../../protocol/result.ts'
import type { SettingsChange } from '../../../../protocol/up.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { createMemoryJournal } from '../../../support/channel/memory-journal.ts'
import { settled } from '../../../support/settled.ts'

const withLevel = (level: Level): PersonSettings => ({ ...defaultPersonSettings, level })
export const person = (level: Level): SettingsChange => ({ of: 'person', settings: withLevel(level) })
export const muted = (room: string, mutedUntil: number | null): SettingsChange => ({
  of: 'room',
  room,
  settings: { level: null, mutedUntil },
})

/** One device; the test answers for the server. `again` is the background's next life. */
export async function startDevice() {
  const journal = createMemoryJournal()
  const clock = createManualClock()
  const line = { up: false }
  const asked: { name: string; input: unknown; answer: (answer: Result<unknown>) => void }[] = []
  let changes = 0
  const again = async () =>
    createSettingsSync(await journal.settings(), {
      journal,
      clock,
      isConnected: () => line.up,
      send: ((name: string, input: unknown) =>
        new Promise<Result<unknown>>((answer) =>
          asked.push({ name, input, answer }),
        )) as SettingsSyncDeps['send'],
      changed: () => (changes += 1),
    })
  const answer = async (n: number, value: Result<unknown>) => {
    await settled()
    asked[n]?.answer(value)
    await settled()
  }
  const server = (level: Level, fields: Partial<NotificationSettings> = {}): NotificationSettings => ({
    revision: 0,
    now: serverTimeOf(clock.now(), 0),
    person: withLevel(level),
    rooms: {},
    ...fields,
  })
  const names = () => asked.map(({ name }) => name)
  const connect = (sync: { connected(): void }) => {
    line.up = true
    sync.connected()
  }
  const sync = await again()
  return { journal, clock, line, asked, names, again, answer, server, connect, sync, changes: () => changes }
}
