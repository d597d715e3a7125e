import * as v from 'valibot'
import { nameSchema } from '../../protocol/entry.ts'
import { formatInviteLink, parseInviteLink } from '../../protocol/invite-link.ts'
import type { JoinValue } from '../../protocol/join.ts'
import { ok, type Result } from '../../protocol/result.ts'
import type { JoinProblem } from '../shared/requests.ts'
import { join } from './channel/join.ts'
import type { BrowserState } from './journal/browser-state.ts'

/** A link that leads to a server, with the name that was typed beside it. */
export interface Invitation {
  link: string
  server: string
  secret: string
  typedName: string
  /** What the server is sent. Undefined: the link adds a browser, and its person has a name. */
  name: string | undefined
}

const failed = (error: JoinProblem): Result<never, JoinProblem> => ({ ok: false, error })

/** Finds what is wrong with link or name before anything is sent. */
export function readInvitation(link: string, typedName: string): Result<Invitation, JoinProblem> {
  const parsed = parseInviteLink(link)
  if (!parsed.ok) return failed({ kind: 'link', problem: parsed.error })
  const { server, secret } = parsed.value
  const invitation = { link: formatInviteLink(server, secret), server, secret, typedName }
  if (parsed.value.for !== 'rooms') return ok({ ...invitation, name: undefined })
  const name = v.safeParse(nameSchema, typedName)
  return name.success ? ok({ ...invitation, name: name.output }) : failed({ kind: 'name' })
}

export interface SpendDeps {
  browser: Pick<BrowserState, 'joining' | 'saveJoining'>
  post: typeof fetch
  /** The attempt is on the disk: the next background goes on with it. */
  begun: () => void
  /** The person has left since. The answer has come too late. */
  hasLeft: () => boolean
}

/** Has the server make an account. An attempt without an answer can be repeated by the same link. */
export async function spendInvite(
  { link, server, secret, typedName, name }: Invitation,
  { browser, post, begun, hasLeft }: SpendDeps,
): Promise<Result<JoinValue, JoinProblem>> {
  const before = await browser.joining()
  // The answer to an earlier try may have been lost: the same attempt does not spend the invite again.
  const attempt = before?.link === link ? before.attempt : crypto.randomUUID()
  const saved = { link, name: typedName, attempt, pending: true }
  await browser.saveJoining(saved)
  begun()
  const request = { invite: secret, attempt, ...(name === undefined ? {} : { name }) }
  const answer = await join(server, request, post)
  if (hasLeft()) return failed({ kind: 'unreachable', server })
  if (answer.ok) return answer
  if (answer.error === 'unreachable') {
    await browser.saveJoining({ ...saved, pending: false })
    return failed({ kind: 'unreachable', server })
  }
  await browser.saveJoining(undefined)
  return failed({ kind: 'refused', failure: answer.error })
}
