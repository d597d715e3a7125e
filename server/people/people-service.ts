import type { RoomId } from '../../protocol/entry.ts'
import type { JoinRequest, JoinValue } from '../../protocol/join.ts'
import { ok, type Result } from '../../protocol/result.ts'
import type { Principal } from '../room/principal.ts'
import type { LogReader } from '../room/store.ts'
import type { Write, WriteTable } from '../room/write.ts'
import { activatePerson, deactivatePerson } from './activation.ts'
import type { PersonRef } from './find-person.ts'
import { createInvite, revokeInvite } from './invites.ts'
import { createInviteIssuer } from './issue-invites.ts'
import { checkJoin, join } from './join.ts'
import { addMember, removeMember, type MemberInput } from './members.ts'
import type { PeopleReader } from './people-store.ts'
import { prune } from './prune.ts'
import { createSecret, hashSecret } from './secret.ts'
import { createToken, principalOf, revokeToken } from './tokens.ts'
import { setUrgent, type UrgentInput } from './urgent.ts'

export const peopleWrites = {
  join: { rule: join },
  'create-invite': { rule: createInvite },
  'revoke-invite': { rule: revokeInvite },
  'create-token': { rule: createToken },
  'revoke-token': { rule: revokeToken },
  'add-member': { rule: addMember, room: ({ room }: MemberInput) => room },
  'remove-member': { rule: removeMember, room: ({ room }: MemberInput) => room },
  'deactivate-person': { rule: deactivatePerson },
  'activate-person': { rule: activatePerson },
  'set-urgent': { rule: setUrgent, room: ({ room }: UrgentInput) => room },
  prune: { rule: prune },
} satisfies WriteTable

export interface PeopleServiceOptions {
  reader: PeopleReader & Pick<LogReader, 'roomsOf'>
  write: Write<typeof peopleWrites>
  /** Where people reach this server; known once it listens. */
  publicUrl(): string
}

export type PeopleService = ReturnType<typeof createPeopleService>

/** Decides who comes in, and as whom. Secrets are made here and leave only in the answer; the store gets their hashes. */
export function createPeopleService({ reader, write, publicUrl }: PeopleServiceOptions) {
  const invites = createInviteIssuer(write, publicUrl)

  return {
    /** Who presents this token; undefined: nobody has it, or it was revoked. */
    async authenticate(token: string): Promise<Principal | undefined> {
      const found = await reader.findTokenByHash(hashSecret(token))
      return found && principalOf(found)
    },

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

    inviteToRooms: invites.toRooms,
    addBrowser: invites.forBrowser,
    revokeInvite: (id: string) => write('revoke-invite', { id }),

    addMember: (room: RoomId, person: PersonRef) => write('add-member', { room, person }),
    removeMember: (room: RoomId, person: PersonRef) => write('remove-member', { room, person }),
    deactivate: (person: PersonRef) => write('deactivate-person', { person }),
    activate: (person: PersonRef) => write('activate-person', { person }),
    setUrgent: (room: RoomId, from: PersonRef[] | null) => write('set-urgent', { room, from }),

    /** A device without a link, for scripts. The answer is the only place that holds its token. */
    async createToken(person: PersonRef, label: string) {
      const token = createSecret()
      const made = await write('create-token', { person, label, hash: hashSecret(token) })
      return made.ok ? ok({ ...made.value, token }) : made
    },
    revokeToken: (id: string, { only }: { only: boolean }) => write('revoke-token', { id, only }),

    hasPeople: () => reader.hasPeople(),
    invites: () => reader.invites(),
    tokens: () => reader.tokens(),
    people: () => reader.people(),
  }
}
