import type { RoomId, ServerTime } from '../../protocol/entry.ts'
import { formatInviteLink } from '../../protocol/invite-link.ts'
import { ADD_BROWSER_TTL_MS } from '../../protocol/limits.ts'
import { ok, type Result } from '../../protocol/result.ts'
import type { DeviceId } from '../room/principal.ts'
import type { Refusal, Write } from '../room/write.ts'
import type { PersonRef } from './find-person.ts'
import type { createInvite, CreateInviteInput } from './invites.ts'
import { createPruning, type prune } from './prune.ts'
import { createInviteSecret, createShortId, hashSecret } from './secret.ts'

export interface InviteOptions {
  rooms: RoomId[]
  uses: number
  /** Server's clock in ms UTC; null: never. */
  expiresAt: ServerTime | null
  fromStart?: boolean
}

export interface CreatedInvite {
  id: string
  link: string
  expiresAt: ServerTime | null
}

/** Makes invites and their links. The secret leaves in the link alone; the store gets its hash. */
export function createInviteIssuer(
  write: Write<{ 'create-invite': { rule: typeof createInvite }; prune: { rule: typeof prune } }>,
  publicUrl: () => string,
) {
  const pruneSometimes = createPruning(write)

  const issue = async (
    invite: Omit<CreateInviteInput, 'id' | 'hash'>,
  ): Promise<Result<CreatedInvite, Refusal>> => {
    pruneSometimes()
    const secret = createInviteSecret(invite.for)
    const id = createShortId()
    const made = await write('create-invite', { ...invite, id, hash: hashSecret(secret) })
    if (!made.ok) return made
    return ok({ id, link: formatInviteLink(publicUrl(), secret), expiresAt: invite.expiresAt })
  }

  return {
    toRooms: ({ fromStart = false, ...options }: InviteOptions) =>
      issue({ ...options, for: 'rooms', person: null, device: null, fromStart }),

    /** A link for another browser of this person: once, and soon. `device` is the one that asks; null: the operator. */
    async forBrowser(
      person: PersonRef,
      device: DeviceId | null,
    ): Promise<Result<CreatedInvite & { expiresAt: ServerTime }, Refusal>> {
      const expiresAt: ServerTime = Date.now() + ADD_BROWSER_TTL_MS
      const made = await issue({
        for: 'browser',
        person,
        device,
        rooms: [],
        uses: 1,
        expiresAt,
        fromStart: false,
      })
      return made.ok ? ok({ ...made.value, expiresAt }) : made
    },
  }
}
