import type { ServerTime } from '../../../protocol/entry.ts'
import { isLoopback } from '../../../protocol/invite-link.ts'
import { moment } from './format.ts'

/** The link, and what to know about it. */
export function printInvite({ link, expiresAt }: { link: string; expiresAt: ServerTime | null }): string {
  const lines = [`Invite: ${link}`]
  const { protocol, hostname } = new URL(link)
  if (isLoopback(hostname)) {
    lines.push('        works on this computer only (PUBLIC_URL is not set to a public address)')
  } else if (protocol === 'http:') {
    lines.push('        will be refused: the extension wants https:// beyond this computer. Set PUBLIC_URL.')
  }
  if (expiresAt !== null) lines.push(`        until ${moment(expiresAt)}`)
  return lines.join('\n')
}
