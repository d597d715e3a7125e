import type { PersonId } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import type { CommandInput } from '../../protocol/up.ts'
import { unknownRoom } from '../room/append.ts'
import type { SettingsTransaction } from './settings-store.ts'

export interface ChangeSettingsInput {
  person: PersonId
  change: CommandInput<'change-settings'>
}

/**
 * Replaces one part of a person's settings (SPEC 8.6). Does nothing if that part was set after the change's `revision`: this is the repeat of
 * a change that was stored already, or another device was faster.
 */
export async function setSettings(
  transaction: SettingsTransaction,
  { person, change }: ChangeSettingsInput,
): Promise<Result<null>> {
  const room = change.of === 'room' ? change.room : undefined
  if (room !== undefined && (await transaction.findMember(room, person)) === undefined)
    return unknownRoom(room)
  if ((await transaction.findSettingsRevision(person, room)) > change.revision) return ok(null)
  if (change.of === 'person') await transaction.setPersonSettings(person, change.settings)
  else await transaction.setRoomSettings(change.room, person, change.settings)
  transaction.emit({ type: 'settings', person })
  return ok(null)
}
