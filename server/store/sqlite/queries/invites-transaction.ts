import type { OpenInvite, PruneInput } from '../../../people/people-store.ts'
import type { DeviceId } from '../../../room/principal.ts'
import type { Database } from '../database.ts'
import type { Running } from './log-transaction.ts'
import { inviteColumns, toInvite, type InviteRow } from './invite-row.ts'
import type { PeoplePart } from './people-transaction.ts'

/** Invites, and the attempts that used them. */
export function invitesTransaction(database: Database, running: Pick<Running, 'now'>) {
  const byId = database.prepare<InviteRow>(`select ${inviteColumns} from invites where id = ?`)
  const byHash = database.prepare<InviteRow>(`select ${inviteColumns} from invites where hash = ?`)
  const add = database.prepare(
    `insert into invites (id, hash, kind, person, device, uses, expires_at, created_at, from_start)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const addRoom = database.prepare('insert into invite_rooms (invite, room) values (?, ?)')
  const spend = database.prepare('update invites set used = used + 1 where id = ?')
  const openTo = database.prepare<OpenInvite>(
    `select id, uses - used as left from invite_rooms join invites on id = invite
     where room = ? and ${isOpen} order by created_at`,
  )
  return {
    ...revoking(database, running),
    ...attempts(database, running),
    findInvite: async (key) => toInvite('id' in key ? byId.get(key.id) : byHash.get(key.hash)),
    async createInvite({ id, hash, for: kind, person, device, rooms, uses, expiresAt, fromStart }) {
      add.run(id, hash, kind, person, device, uses, expiresAt, running.now, fromStart ? 1 : 0)
      for (const room of new Set(rooms)) addRoom.run(id, room)
    },
    async spendInvite(id) {
      spend.run(id)
    },
    findOpenInvitesTo: async (room) => openTo.all(room, running.now),
    prune: pruning(database),
  } satisfies Partial<PeoplePart>
}

/** Takes the time as its parameter. */
const isOpen = 'revoked = 0 and used < uses and (expires_at is null or expires_at > ?)'

function revoking(database: Database, running: Pick<Running, 'now'>) {
  const revoke = database.prepare('update invites set revoked = 1 where id = ?')
  const fromStart = database.prepare('update invites set revoked = 1 where from_start = 1')
  const unspentOf = database.prepare('update invites set revoked = 1 where device = ? and used < uses')
  const browserOf = database.prepare(
    `update invites set revoked = 1 where kind = 'browser' and person = ? and used < uses`,
  )
  // Unused, so no attempt and no device point to it.
  const dropOlder = database.prepare(
    `delete from invites where id in (
       select id from invites where kind = 'browser' and person = ? and device is not null and ${isOpen}
       order by created_at desc limit -1 offset ?)`,
  )
  return {
    async revokeInvite(id) {
      revoke.run(id)
    },
    async revokeInvitesFromStart() {
      fromStart.run()
    },
    async revokeUnspentInvitesOf(device) {
      unspentOf.run(device)
    },
    async revokeBrowserInvitesOf(person) {
      browserOf.run(person)
    },
    async keepNewestLinks(person, count) {
      dropOlder.run(person, running.now, count)
    },
  } satisfies Partial<PeoplePart>
}

function attempts(database: Database, running: Pick<Running, 'now'>) {
  const find = database.prepare<{ device: DeviceId }>(
    'select device from attempts where invite = ? and attempt = ? and at > ?',
  )
  const record = database.prepare(
    'insert or replace into attempts (invite, attempt, device, at) values (?, ?, ?, ?)',
  )
  return {
    findAttempt: async (invite, attempt, since) => find.get(invite, attempt, since)?.device,
    async recordAttempt(invite, attempt, device) {
      record.run(invite, attempt, device, running.now)
    },
  } satisfies Partial<PeoplePart>
}

function pruning(database: Database): PeoplePart['prune'] {
  const oldAttempts = database.prepare(
    `delete from attempts where (invite, attempt) in (
       select invite, attempt from attempts where at < ? order by at limit ?)
     returning invite`,
  )
  const findClosed = database.prepare<{ id: string }>(
    `select id from invites where created_at < ?1 and (
       kind = 'browser' and created_at < ?1
       or kind = 'rooms' and created_at < ?2 and (revoked = 1 or used >= uses or expires_at < ?2))
     order by created_at limit ?3`,
  )
  const dropAttempts = database.prepare('delete from attempts where invite = ?')
  const dropRooms = database.prepare('delete from invite_rooms where invite = ?')
  const drop = database.prepare('delete from invites where id = ?')
  return async ({ attemptsBefore, browserInvitesBefore, closedInvitesBefore, limit }: PruneInput) => {
    const dropped = oldAttempts.all(attemptsBefore, limit).length
    const closed = findClosed.all(browserInvitesBefore, closedInvitesBefore, limit)
    for (const { id } of closed) {
      dropAttempts.run(id)
      dropRooms.run(id)
      drop.run(id)
    }
    return dropped === limit || closed.length === limit
  }
}
