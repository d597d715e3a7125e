import type { PersonId } from '../../protocol/entry.ts'
import {
  defaultPersonSettings,
  type NotificationSettings,
  type PersonSettings,
} from '../../protocol/notification-settings.ts'
import { ok, type Result } from '../../protocol/result.ts'
import type { CommandInput, CommandValue } from '../../protocol/up.ts'
import type { Principal } from '../room/principal.ts'
import type { Write, WriteTable } from '../room/write.ts'
import type { SettingsReader, StoredSettings } from './settings-store.ts'
import { setSettings } from './change-settings.ts'
import { normalizePerson } from './normalize-person.ts'

export const settingsWrites = { 'change-settings': { rule: setSettings } } satisfies WriteTable

export type SettingsService = ReturnType<typeof createSettingsService>

/** What may disturb a person, and when: kept here so that it is the same on all of their devices. Clients act on it. */
export function createSettingsService(reader: SettingsReader, write: Write<typeof settingsWrites>) {
  async function of(person: PersonId): Promise<NotificationSettings> {
    const { revision, rooms, ...stored } = await reader.findSettings(person)
    return { revision, now: Date.now(), person: withDefaults(stored.person), rooms }
  }

  return {
    of,

    async set(
      { person }: Principal,
      change: CommandInput<'change-settings'>,
    ): Promise<Result<CommandValue<'change-settings'>>> {
      const checked = normalizeChange(change)
      if (!checked.ok) return checked
      const written = await write('change-settings', { person: person.id, change: checked.value })
      return written.ok ? ok(await of(person.id)) : written
    },
  }
}

function normalizeChange(change: CommandInput<'change-settings'>): Result<CommandInput<'change-settings'>> {
  if (change.of === 'room') return ok(change)
  const normalized = normalizePerson(change.settings)
  return normalized.ok ? ok({ ...change, settings: normalized.value }) : normalized
}

const withDefaults = (stored: StoredSettings['person']): PersonSettings => ({
  ...defaultPersonSettings,
  ...stored,
  quietHours: { ...defaultPersonSettings.quietHours, ...stored?.quietHours },
})
