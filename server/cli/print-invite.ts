import { isLoopback } from '../../protocol/invite-link.ts'
import { moment } from './format.ts'

/** True for a link that only this machine can open. */
const isLocal = (link: string): boolean => isLoopback(new URL(link).hostname)

/** The link, and what to know about it. */
export function printInvite({ link, expiresAt }: { link: string; expiresAt: number | null }): string {
  const lines = [`Invite: ${link}`]
  if (isLocal(link)) {
    lines.push('        works on this computer only (PUBLIC_URL is not set to a public address)')
  }
  if (expiresAt !== null) lines.push(`        until ${moment(expiresAt)}`)
  return lines.join('\n')
}
