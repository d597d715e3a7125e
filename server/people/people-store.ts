import type { Person } from '../../protocol/entry.ts'
import type { InviteFor } from '../../protocol/invite-link.ts'
import type { LogTransaction } from '../room/store.ts'

export interface Invite {
  /** Short and public: for lists and `invite revoke`. The secret is kept only as its hash. */
  id: string
  for: InviteFor
  /** Whose browser is added; null for an invite to rooms. */
  person: string | null
  /** The device that made it; null: the operator. */
  device: string | null
  rooms: string[]
  uses: number
  used: number
  /** Server's clock in ms UTC; null: never. */
  expiresAt: number | null
  createdAt: number
  revoked: boolean
  /** Printed at a start while nobody had joined; the next start revokes it. */
  fromStart: boolean
}

export type NewInvite = Omit<Invite, 'used' | 'createdAt' | 'revoked'> & { hash: string }

/** A live token: what a device presents. */
export interface Token {
  id: string
  device: string
  person: Person
}

export interface TokenLine extends Token {
  label: string
  createdAt: number
}

/** As LogTransaction: one moment, all or nothing. Hashes are SHA-256 in hex. */
export interface PeopleTransaction extends LogTransaction {
  findPerson(key: { id: string } | { nameKey: string }): Promise<Person | undefined>
  createPerson(person: Person & { nameKey: string }): Promise<void>
  createDevice(device: { id: string; person: string; label: string }): Promise<void>
  findToken(key: { id: string } | { hash: string }): Promise<Token | undefined>
  /** The live token of the device; none: it was revoked. */
  findTokenOf(device: string): Promise<Token | undefined>
  createToken(token: { id: string; device: string; hash: string }): Promise<void>
  deleteToken(id: string): Promise<void>
  findInvite(key: { id: string } | { hash: string }): Promise<Invite | undefined>
  createInvite(invite: NewInvite): Promise<void>
  spendInvite(id: string): Promise<void>
  revokeInvite(id: string): Promise<void>
  revokeInvitesFromStart(): Promise<void>
  /** Those that this device made and that still have a use. */
  revokeUnspentInvitesOf(device: string): Promise<void>
  /** The device that this attempt made, whatever became of the invite since. */
  findAttempt(invite: string, attempt: string): Promise<string | undefined>
  recordAttempt(invite: string, attempt: string, device: string): Promise<void>
}

/** As LogReader. */
export interface PeopleReader {
  findTokenByHash(hash: string): Promise<Token | undefined>
  findInviteByHash(hash: string): Promise<Invite | undefined>
  /** The device that this attempt made, whatever became of the invite since. */
  findAttempt(invite: string, attempt: string): Promise<string | undefined>
  anybody(): Promise<boolean>
  invites(): Promise<Invite[]>
  tokens(): Promise<TokenLine[]>
}
