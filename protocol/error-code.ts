import * as v from 'valibot'
import { SENTENCE_MAX } from './limits.ts'

/** The closed list of error codes (SPEC 6). A new one is a change of the contract. */
export const errorCodes = [
  /** No token, or one that the server does not know any more. */
  'unauthorized',
  /** The client speaks a protocol version that the server does not. */
  'protocol',
  /** The input does not have the shape that the contract asks for. */
  'malformed',
  /** The input has the right shape and is too big. */
  'too_large',
  /** No such room, or not a member of it: a client cannot distinguish the two. */
  'unknown_room',
  /** Understood, and not allowed to this person: the message says what, and who may change it. */
  'forbidden',
  /** The message that it is about was deleted. */
  'deleted',
  /** The person is signed in on as many devices as one may be; signing one out makes room. */
  'device_limit',
  /** Too many commands; try again later. */
  'rate_limited',
  /** The server's disk is full; try again later. */
  'storage_full',
  /** The server cannot do it now; try again later. */
  'unavailable',
  'invite_unknown',
  'invite_expired',
  'invite_used',
  'invite_revoked',
  /** Somebody else has this name. */
  'name_taken',
] as const

export const errorCodeSchema = v.picklist(errorCodes)
export type ErrorCode = v.InferOutput<typeof errorCodeSchema>

/** A longer sentence is cut, and marks that nobody sees are left out: it may be shown to a person. */
export const failureSchema = v.object({
  code: errorCodeSchema,
  message: v.pipe(
    v.string(),
    v.transform((message) => message.slice(0, SENTENCE_MAX).replace(/[\p{Cc}\p{Cf}]/gu, ' ')),
  ),
})

/** Codes that heal by themselves: the sender keeps the command and tries again (SPEC 6.2). */
export const isTemporary = (code: ErrorCode): boolean =>
  code === 'rate_limited' || code === 'storage_full' || code === 'unavailable'
