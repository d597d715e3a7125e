import * as v from 'valibot'
import { nameSchema, roomIdSchema, type ServerTime } from '../../protocol/entry.ts'

const label = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(64, 'a label has at most 64 characters'),
  v.regex(
    /^[^\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u,
    'a label cannot hold control characters',
  ),
)
const uses = v.pipe(
  v.number('uses is a number'),
  v.safeInteger('uses is a whole number'),
  v.minValue(1, 'an invite can be used at least once'),
)
const time: v.GenericSchema<number, ServerTime> = v.number()
const none = v.strictObject({})
const byId = v.strictObject({ id: v.string() })
const member = v.strictObject({ room: roomIdSchema, person: v.string() })

/** What the command line asks of the server, by name. `person` is a name or an id; times are ms UTC. */
export const adminRequests = {
  invite: v.strictObject({ rooms: v.array(roomIdSchema), uses, expiresAt: v.nullable(time) }),
  'add-browser': v.strictObject({ person: v.string() }),
  'invite-list': none,
  'invite-revoke': byId,
  'room-create': v.strictObject({ id: roomIdSchema, name: nameSchema }),
  'room-list': none,
  /** Who may send priority 5: null for everybody, no one of them for nobody. */
  'room-urgent': v.strictObject({ room: roomIdSchema, from: v.nullable(v.array(v.string())) }),
  'member-add': member,
  'member-remove': member,
  'member-list': v.strictObject({ room: roomIdSchema }),
  'token-list': v.strictObject({ person: v.optional(v.string()) }),
  /** `only`: the devices that this one added stay. */
  'token-revoke': v.strictObject({ id: v.string(), only: v.optional(v.boolean(), false) }),
  'token-create': v.strictObject({ person: v.string(), label }),
  'person-list': none,
  'person-deactivate': v.strictObject({ person: v.string() }),
  'person-activate': v.strictObject({ person: v.string() }),
} as const

export type AdminName = keyof typeof adminRequests
export type AdminInput<N extends AdminName> = v.InferOutput<(typeof adminRequests)[N]>

/** One line of the admin socket. */
export const adminLineSchema = v.strictObject({
  name: v.picklist(Object.keys(adminRequests) as AdminName[]),
  input: v.unknown(),
})
