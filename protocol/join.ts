import * as v from 'valibot'
import { nameSchema, personSchema } from './entry.ts'
import { roomsSchema } from './up.ts'

/**
 * `POST /api/join`. `attempt` is made by the client and repeated with each try of one join: a lost answer must not
 * spend the invite (SPEC 5.3). `name` is needed for an invite to rooms and ignored for one that adds a browser, or
 * when a token is sent along in `Authorization: Bearer`.
 */
export const joinRequestSchema = v.strictObject({
  invite: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  name: v.optional(nameSchema),
  attempt: v.pipe(v.string(), v.regex(/^[\w-]{16,64}$/, 'an attempt is 16 to 64 of [A-Za-z0-9_-]')),
})
export type JoinRequest = v.InferOutput<typeof joinRequestSchema>

export const joinValueSchema = v.object({
  token: v.pipe(v.string(), v.maxLength(256)),
  person: personSchema,
  rooms: roomsSchema,
})
export type JoinValue = v.InferOutput<typeof joinValueSchema>
