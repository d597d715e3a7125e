import type { PersonId, RoomId, ServerTime } from '../../../../protocol/entry.ts'
import type { Invite } from '../../../people/people-store.ts'
import type { DeviceId } from '../../../room/principal.ts'

export interface InviteRow {
  id: string
  kind: Invite['for']
  person: PersonId | null
  device: DeviceId | null
  /** A JSON array of room ids. */
  rooms: string
  uses: number
  used: number
  expiresAt: ServerTime | null
  createdAt: ServerTime
  revoked: number
  fromStart: number
}

export const inviteColumns = `id, kind, person, device, uses, used, expires_at as expiresAt, created_at as createdAt, revoked,
  from_start as fromStart,
  (select json_group_array(room) from invite_rooms where invite = invites.id) as rooms`

export const toInvite = (row: InviteRow | undefined): Invite | undefined =>
  row && {
    id: row.id,
    for: row.kind,
    person: row.person,
    device: row.device,
    rooms: JSON.parse(row.rooms) as RoomId[],
    uses: row.uses,
    used: row.used,
    expiresAt: row.expiresAt,
    createdAt: row.createdAt,
    revoked: row.revoked === 1,
    fromStart: row.fromStart === 1,
  }
