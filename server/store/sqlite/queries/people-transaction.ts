import type { Person } from '../../../../protocol/entry.ts'
import type { PeopleTransaction } from '../../../people/people-store.ts'
import type { LogTransaction } from '../../../room/store.ts'
import type { Database } from '../database.ts'
import { inviteColumns, toInvite, type InviteRow } from './invite-row.ts'
import { toToken, tokenFrom, type TokenRow } from './token-row.ts'

type PeoplePart = Omit<PeopleTransaction, keyof LogTransaction>

/** The part of a transaction that the rules about people use. */
export function peopleTransaction(database: Database): PeoplePart {
  return { ...peopleAndTokens(database), ...invites(database) }
}

function peopleAndTokens(database: Database) {
  const byId = database.prepare<Person>('select id, name from people where id = ?')
  const byName = database.prepare<Person>('select id, name from people where name_key = ?')
  const addPerson = database.prepare(
    'insert into people (id, name, name_key, created_at) values (?, ?, ?, ?)',
  )
  const addDevice = database.prepare(
    'insert into devices (id, person, label, created_at) values (?, ?, ?, ?)',
  )
  const tokenById = database.prepare<TokenRow>(`${tokenFrom} where tokens.id = ?`)
  const tokenByHash = database.prepare<TokenRow>(`${tokenFrom} where tokens.hash = ?`)
  const tokenByDevice = database.prepare<TokenRow>(`${tokenFrom} where tokens.device = ?`)
  const addToken = database.prepare('insert into tokens (id, hash, device, created_at) values (?, ?, ?, ?)')
  const removeToken = database.prepare('delete from tokens where id = ?')
  return {
    findPerson: async (key) => ('id' in key ? byId.get(key.id) : byName.get(key.nameKey)),
    async createPerson({ id, name, nameKey }) {
      addPerson.run(id, name, nameKey, Date.now())
    },
    async createDevice({ id, person, label }) {
      addDevice.run(id, person, label, Date.now())
    },
    findToken: async (key) => toToken('id' in key ? tokenById.get(key.id) : tokenByHash.get(key.hash)),
    findTokenOf: async (device) => toToken(tokenByDevice.get(device)),
    async createToken({ id, device, hash }) {
      addToken.run(id, hash, device, Date.now())
    },
    async deleteToken(id) {
      removeToken.run(id)
    },
  } satisfies Partial<PeoplePart>
}

function invites(database: Database) {
  const byId = database.prepare<InviteRow>(`select ${inviteColumns} from invites where id = ?`)
  const byHash = database.prepare<InviteRow>(`select ${inviteColumns} from invites where hash = ?`)
  const add = database.prepare(
    `insert into invites (id, hash, kind, person, device, uses, expires_at, created_at, from_start)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const addRoom = database.prepare('insert into invite_rooms (invite, room) values (?, ?)')
  const spend = database.prepare('update invites set used = used + 1 where id = ?')
  const revoke = database.prepare('update invites set revoked = 1 where id = ?')
  const revokeFromStart = database.prepare('update invites set revoked = 1 where from_start = 1')
  const revokeUnspentOf = database.prepare('update invites set revoked = 1 where device = ? and used < uses')
  const findAttempt = database.prepare<{ device: string }>(
    'select device from attempts where invite = ? and attempt = ?',
  )
  const addAttempt = database.prepare('insert into attempts (invite, attempt, device) values (?, ?, ?)')
  return {
    findInvite: async (key) => toInvite('id' in key ? byId.get(key.id) : byHash.get(key.hash)),
    async createInvite({ id, hash, for: kind, person, device, rooms, uses, expiresAt, fromStart }) {
      add.run(id, hash, kind, person, device, uses, expiresAt, Date.now(), fromStart ? 1 : 0)
      for (const room of new Set(rooms)) addRoom.run(id, room)
    },
    async spendInvite(id) {
      spend.run(id)
    },
    async revokeInvite(id) {
      revoke.run(id)
    },
    async revokeInvitesFromStart() {
      revokeFromStart.run()
    },
    async revokeUnspentInvitesOf(device) {
      revokeUnspentOf.run(device)
    },
    findAttempt: async (invite, attempt) => findAttempt.get(invite, attempt)?.device,
    async recordAttempt(invite, attempt, device) {
      addAttempt.run(invite, attempt, device)
    },
  } satisfies Partial<PeoplePart>
}
