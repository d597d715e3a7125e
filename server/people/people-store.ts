import type { Person, PersonId, RoomId, ServerTime } from '../../protocol/entry.ts'
import type { InviteFor } from '../../protocol/invite-link.ts'
import type { DeviceId } from '../room/principal.ts'
import type { LogTransaction } from '../room/store.ts'
import type { NameKeys } from './name-key.ts'

export interface Invite {
  /** Short and public: for lists and `invite revoke`. The secret is kept only as its hash. */
  id: string
  for: InviteFor
  /** Whose browser is added; null for an invite to rooms. */
  person: PersonId | null
  /** The device that made it; null: the operator. */
  device: DeviceId | null
  rooms: RoomId[]
  uses: number
  used: number
  /** Server's clock in ms UTC; null: never. */
  expiresAt: ServerTime | null
  createdAt: ServerTime
  revoked: boolean
  /** Printed at a start while nobody had joined; the next start revokes it. */
  fromStart: boolean
}

export type NewInvite = Omit<Invite, 'used' | 'createdAt' | 'revoked'> & { hash: string }

/** A live token: what a device presents. */
export interface Token {
  id: string
  device: DeviceId
  person: Person
}

export interface TokenLine extends Token {
  label: string
  createdAt: ServerTime
  /** The token of the device whose link made this one; null: none did, or that one is signed out. */
  madeBy: string | null
}

/** Somebody who joined once. Who is deactivated has no device, is in no room, and cannot come in. */
export interface KnownPerson extends Person {
  deactivated: boolean
}

export interface PersonLine extends KnownPerson {
  createdAt: ServerTime
  rooms: number
  devices: number
}

/** An invite that somebody can still join by, and how often. */
export interface OpenInvite {
  id: string
  left: number
}

/** What is dropped: at most `limit` of each kind, the oldest first. Times are the server's clock in ms UTC. */
export interface PruneInput {
  attemptsBefore: ServerTime
  /** Links that add a browser, used or not: they end within minutes. */
  browserInvitesBefore: ServerTime
  /** Invites to rooms that were revoked or used up and are older, or that expired before. */
  closedInvitesBefore: ServerTime
  limit: number
}

/** As LogTransaction: one moment, all or nothing. Hashes are SHA-256 in hex. */
export interface PeopleTransaction extends LogTransaction {
  findPerson(id: PersonId): Promise<KnownPerson | undefined>
  /** By the key of their name. More than one: their names began to look alike when the rules for keys changed. */
  findPeopleCalled(nameKey: string): Promise<KnownPerson[]>
  /** Whether somebody has a name that looks like the one with these keys. */
  isNameTaken(keys: NameKeys): Promise<boolean>
  createPerson(person: Person & { keys: NameKeys }): Promise<void>
  setDeactivated(person: PersonId, deactivated: boolean): Promise<void>
  /** The ids of the rooms that the person is in. */
  findRoomsOf(person: PersonId): Promise<RoomId[]>
  /** From now on no invite lets the person into the room. */
  addRemoval(room: RoomId, person: PersonId): Promise<void>
  endRemoval(room: RoomId, person: PersonId): Promise<void>
  wasRemoved(room: RoomId, person: PersonId): Promise<boolean>
  /** `madeBy` is the device whose link made it; null: none did. */
  createDevice(device: {
    id: DeviceId
    person: PersonId
    label: string
    madeBy: DeviceId | null
  }): Promise<void>
  findToken(key: { id: string } | { hash: string }): Promise<Token | undefined>
  /** The live token of the device; none: it was revoked. */
  findTokenOf(device: DeviceId): Promise<Token | undefined>
  /** All live tokens of a person, at most DEVICES_MAX of them. */
  tokensOf(person: PersonId): Promise<TokenLine[]>
  /** Devices of the person that were made after `since` (server's clock, ms UTC), signed out or not. */
  countDevices(person: PersonId, since: ServerTime): Promise<number>
  /** Those of the devices that this one made, and of those that these made, and so on. */
  tokensMadeBy(device: DeviceId): Promise<TokenLine[]>
  createToken(token: { id: string; device: DeviceId; person: PersonId; hash: string }): Promise<void>
  deleteToken(id: string): Promise<void>
  findInvite(key: { id: string } | { hash: string }): Promise<Invite | undefined>
  createInvite(invite: NewInvite): Promise<void>
  spendInvite(id: string): Promise<void>
  revokeInvite(id: string): Promise<void>
  revokeInvitesFromStart(): Promise<void>
  /** Those that this device made and that still have a use. */
  revokeUnspentInvitesOf(device: DeviceId): Promise<void>
  /** Links for another browser of this person that still have a use, whoever made them. */
  revokeBrowserInvitesOf(person: PersonId): Promise<void>
  /** Of the usable links that this person's devices made, keeps the newest `count`. The others are gone. */
  keepNewestLinks(person: PersonId, count: number): Promise<void>
  findOpenInvitesTo(room: RoomId): Promise<OpenInvite[]>
  /** The device that this attempt made after `since`, whatever became of the invite. */
  findAttempt(invite: string, attempt: string, since: ServerTime): Promise<DeviceId | undefined>
  /** A recorded one is recorded anew. */
  recordAttempt(invite: string, attempt: string, device: DeviceId): Promise<void>
  /** Whether there may be more to drop. */
  prune(input: PruneInput): Promise<boolean>
}

/** As LogReader. */
export interface PeopleReader {
  findTokenByHash(hash: string): Promise<Token | undefined>
  findInviteByHash(hash: string): Promise<Invite | undefined>
  /** The device that this attempt made after `since` (server's clock, ms UTC), whatever became of the invite. */
  findAttempt(invite: string, attempt: string, since: ServerTime): Promise<DeviceId | undefined>
  /** Whether somebody has ever joined. */
  hasPeople(): Promise<boolean>
  invites(): Promise<Invite[]>
  tokens(): Promise<TokenLine[]>
  people(): Promise<PersonLine[]>
}
