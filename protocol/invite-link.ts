/** What an invite joins: rooms as a new person, or another browser as the person who made it. */
export type InviteFor = 'rooms' | 'browser'

export interface InviteLink {
  /** Origin and path of the server, without a slash at the end: `https://chat.example.org`. */
  server: string
  /** What follows `#`. It is never sent but in the body of `POST /api/join`. */
  secret: string
  for: InviteFor
}

export const inviteLinkProblems = ['empty', 'not-a-link', 'no-secret', 'insecure'] as const
export type InviteLinkProblem = (typeof inviteLinkProblems)[number]

/** The first letter says what the secret is for, so that the form need not ask the server. */
export const invitePrefix: Record<InviteFor, string> = { rooms: 'i', browser: 'b' }

const secretPattern = /^([ib])[\w-]{43}$/

/** `127.0.0.0/8`, `[::1]`, `localhost` and names under it never leave the machine, so they need no TLS. */
export const isLoopback = (hostname: string): boolean =>
  /^127(\.\d{1,3}){3}$/.test(hostname) || hostname === '[::1]' || /^(.+\.)?localhost$/.test(hostname)

/** Reads `<server>/join#<secret>` (SPEC 5.1). Anything around it is trimmed; anything else is a problem with a name. */
export function parseInviteLink(
  text: string,
): { ok: true; value: InviteLink } | { ok: false; error: InviteLinkProblem } {
  const trimmed = text.trim()
  if (trimmed === '') return { ok: false, error: 'empty' }
  let url: URL
  try {
    url = new URL(/^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)
  } catch {
    return { ok: false, error: 'not-a-link' }
  }
  if (!url.pathname.endsWith('/join') || url.username !== '' || url.password !== '') {
    return { ok: false, error: 'not-a-link' }
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return { ok: false, error: 'insecure' }
  const secret = url.hash.slice(1)
  const kind = secretPattern.exec(secret)?.[1]
  if (kind === undefined) return { ok: false, error: 'no-secret' }
  const server = `${url.origin}${url.pathname.slice(0, -'/join'.length)}`
  return { ok: true, value: { server, secret, for: kind === 'b' ? 'browser' : 'rooms' } }
}

export const formatInviteLink = (server: string, secret: string): string => `${server}/join#${secret}`
