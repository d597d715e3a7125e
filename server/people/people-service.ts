import { formatInviteLink } from '../../protocol/invite-link.ts'
import type { JoinRequest, JoinValue } from '../../protocol/join.ts'
import { ADD_BROWSER_TTL_MS } from '../../protocol/limits.ts'
import { ok, type Result } from '../../protocol/result.ts'
import type { LogReader } from '../room/store.ts'
import type { Refusal, Write } from '../room/write.ts'
import { activatePerson, deactivatePerson } from './activation.ts'
import { createInvite, revokeInvite } from './invites.ts'
import { checkJoin, join } from './join.ts'
import { addMember, removeMember } from './members.ts'
import type { PeopleReader } from './people-store.ts'
import { prune } from './prune.ts'
import { createInviteSecret, createSecret, createShortId, hashSecret } from './secret.ts'
import { createToken, revokeToken } from './tokens.ts'
import { setUrgent } from './urgent.ts'
import type { Who } from './who.ts'

export const peopleWrites = {
  join,
  'create-invite': createInvite,
  'revoke-invite': revokeInvite,
  'create-token': createToken,
  'revoke-token': revokeToken,
  'add-member': addMember,
  'remove-member': removeMember,
  'deactivate-person': deactivatePerson,
  'activate-person': activatePerson,
  'set-urgent': setUrgent,
  prune,
}

/** What is old goes with the first invite that is made after a start, and then at most once in this time. */
const PRUNE_EVERY_MS = 60 * 60_000

export interface PeopleServiceOptions {
  reader: PeopleReader & Pick<LogReader, 'roomsOf'>
  write: Write<typeof peopleWrites>
  /** Where people reach this server; known once it listens. */
  publicUrl(): string
}

export interface InviteOptions {
  rooms: string[]
  uses: number
  /** Server's clock in ms UTC; null: never. */
  expiresAt: number | null
  fromStart?: boolean
}

export interface CreatedInvite {
  id: string
  link: string
  expiresAt: number | null
}

export type PeopleService = ReturnType<typeof createPeopleService>

/** Who may come in, and as whom. Secrets are made here and leave only in the answer; the store gets their hashes. */
export function createPeopleService({ reader, write, publicUrl }: PeopleServiceOptions) {
  let prunedAt = 0
  const pruneSometimes = (): void => {
    const now = Date.now()
    if (now - prunedAt < PRUNE_EVERY_MS) return
    prunedAt = now
    void write('prune', { now }).then((pruned) => {
      if (!pruned.ok || pruned.value.more) prunedAt = 0
    })
  }

  const invite = async (
    kind: 'rooms' | 'browser',
    person: Who | null,
    options: InviteOptions,
    device: string | null = null,
  ): Promise<Result<CreatedInvite, Refusal>> => {
    pruneSometimes()
    const secret = createInviteSecret(kind)
    const { rooms, uses, expiresAt, fromStart = false } = options
    const hash = hashSecret(secret)
    const id = createShortId()
    const made = await write('create-invite', {
      id,
      for: kind,
      person,
      device,
      rooms,
      uses,
      expiresAt,
      fromStart,
      hash,
    })
    return made.ok ? ok({ id, link: formatInviteLink(publicUrl(), secret), expiresAt }) : made
  }

  return {
    authenticate: (token: string) => reader.findTokenByHash(hashSecret(token)),

    /** `bearer` is the token that was sent along, if one was. */
    async join(request: JoinRequest, bearer: string | undefined, label: string): Promise<Result<JoinValue>> {
      const presented = {
        inviteHash: hashSecret(request.invite),
        attempt: request.attempt,
        bearerHash: bearer === undefined ? undefined : hashSecret(bearer),
      }
      const possible = await checkJoin(reader, presented)
      if (!possible.ok) return possible
      const fresh = createSecret()
      const tokenHash = hashSecret(fresh)
      const joined = await write('join', { ...presented, name: request.name, tokenHash, label })
      if (!joined.ok) return joined
      const { person } = joined.value
      const token = joined.value.fresh ? fresh : (bearer ?? fresh)
      return ok({ token, person, rooms: await reader.roomsOf(person.id) })
    },

    inviteToRooms: (options: InviteOptions) => invite('rooms', null, options),

    /** A link for another browser of this person: once, and soon. `device` is the one that asks; null: the operator. */
    async addBrowser(
      person: Who,
      device: string | null,
    ): Promise<Result<CreatedInvite & { expiresAt: number }, Refusal>> {
      const expiresAt = Date.now() + ADD_BROWSER_TTL_MS
      const made = await invite('browser', person, { rooms: [], uses: 1, expiresAt }, device)
      return made.ok ? ok({ ...made.value, expiresAt }) : made
    },

    revokeInvite: (id: string) => write('revoke-invite', { id }),
    addMember: (room: string, person: Who) => write('add-member', { room, person }),
    removeMember: (room: string, person: Who) => write('remove-member', { room, person }),
    revokeToken: (id: string, { only }: { only: boolean }) => write('revoke-token', { id, only }),
    deactivate: (person: Who) => write('deactivate-person', { person }),
    activate: (person: Who) => write('activate-person', { person }),
    setUrgent: (room: string, from: Who[] | null) => write('set-urgent', { room, from }),

    async createToken(person: Who, label: string) {
      const token = createSecret()
      const made = await write('create-token', { person, label, hash: hashSecret(token) })
      return made.ok ? ok({ ...made.value, token }) : made
    },

    anybody: () => reader.anybody(),
    invites: () => reader.invites(),
    tokens: () => reader.tokens(),
    people: () => reader.people(),
  }
}
