import { createHash, randomBytes } from 'node:crypto'
import { invitePrefix, type InviteFor } from '../../protocol/invite-link.ts'

/** 32 random bytes in base64url: too many to guess, so a plain hash keeps them safe at rest. */
export const createSecret = (): string => randomBytes(32).toString('base64url')

export const createInviteSecret = (kind: InviteFor): string => invitePrefix[kind] + createSecret()

/**
 * What the store keeps of a token or an invite. Looking up by it takes no time that depends on how much of a guess is
 * right: the guess is hashed first.
 */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** A short public id; 48 random bits. */
export const createShortId = (): string => randomBytes(6).toString('hex')

export const createId = (): string => randomBytes(12).toString('base64url')
