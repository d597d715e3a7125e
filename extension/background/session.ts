import { formatInviteLink, parseInviteLink } from '../../protocol/invite-link.ts'
import { nameSchema } from '../../protocol/entry.ts'
import * as v from 'valibot'
import type { RequestValue } from '../shared/requests.ts'
import { startChannel, type Channel, type ChannelDeps } from './channel/channel.ts'
import type { SavedAccount } from './channel/journal.ts'
import { join as postJoin } from './channel/join.ts'
import type { Accounts, OpenAccount } from './journal/accounts.ts'
import type { BrowserState } from './journal/browser-state.ts'
import type { SavedJoin } from './journal/stored-rows.ts'

export interface SessionDeps extends Omit<
  ChannelDeps,
  'account' | 'journal' | 'offlineSince' | 'pausedUntil'
> {
  browser: Pick<BrowserState, 'joining' | 'saveJoining'>
  accounts: Accounts
  post: typeof fetch
  /** Joined, left, or a join began or ended. */
  changed: () => void
}

/** Who this browser is: nobody yet, joining, or a person on a server with a channel. */
export interface Session {
  account(): SavedAccount | undefined
  joining(): { link: string; name: string } | undefined
  channel(): Channel | undefined
  join(link: string, name: string): Promise<RequestValue<'join'>>
  /**
   * Has the server end this device's token, for a few seconds at most, then ends the connection and wipes everything local.
   * False: the server keeps the token, as far as is known.
   */
  leave(): Promise<boolean>
}

/** Reads who we are; goes on with a join that the last background did not live to finish. */
export async function startSession(deps: SessionDeps): Promise<Session> {
  const { browser, accounts } = deps
  /** Counts up with each leaving: a join that was begun before does not bring it back. */
  let left = 0
  let leaving: Promise<unknown> = Promise.resolve()
  let joining: SavedJoin | undefined
  const found = accounts.active()
  let account = found?.saved
  let channel = found && (await openChannel(found, deps))
  if (found === undefined) {
    const begun = await browser.joining()
    // Its failure has nobody to tell: the form is there to try again.
    if (begun?.pending === true) void join(begun.link, begun.name).catch(() => undefined)
  }

  async function join(link: string, name: string): Promise<RequestValue<'join'>> {
    if (account || joining) return { ok: false, error: { kind: 'joined-already' } }
    const parsed = parseInviteLink(link)
    if (!parsed.ok) return { ok: false, error: { kind: 'link', problem: parsed.error } }
    const isPerson = parsed.value.for === 'rooms'
    const checked = v.safeParse(nameSchema, name)
    if (isPerson && !checked.success) return { ok: false, error: { kind: 'name' } }
    const { server, secret } = parsed.value
    joining = { link: formatInviteLink(server, secret), name, attempt: crypto.randomUUID(), pending: true }
    try {
      await leaving
      return await carryOut(joining, server, secret, isPerson && checked.success ? checked.output : undefined)
    } finally {
      joining = undefined
      deps.changed()
    }
  }

  async function carryOut(
    begun: SavedJoin,
    server: string,
    invite: string,
    name: string | undefined,
  ): Promise<RequestValue<'join'>> {
    const before = await browser.joining()
    // The answer to an earlier try may have been lost: the same attempt does not spend the invite again.
    const attempt = before?.link === begun.link ? before.attempt : begun.attempt
    await browser.saveJoining({ ...begun, attempt })
    deps.changed()
    const leftBefore = left
    const answer = await postJoin(
      server,
      { invite, attempt, ...(name === undefined ? {} : { name }) },
      deps.post,
    )
    if (left !== leftBefore) return { ok: false, error: { kind: 'unreachable', server } }
    if (!answer.ok) {
      if (answer.error === 'unreachable') {
        await browser.saveJoining({ ...begun, attempt, pending: false })
        return { ok: false, error: { kind: 'unreachable', server } }
      }
      await browser.saveJoining(undefined)
      return { ok: false, error: { kind: 'refused', failure: answer.error } }
    }
    const { token, person, rooms } = answer.value
    const room = rooms[0]?.id
    account = { server, token, me: person }
    channel = await openChannel(await accounts.add(account, room), deps)
    return { ok: true, value: { room } }
  }

  async function leave(): Promise<boolean> {
    const ended = channel
    account = undefined
    channel = undefined
    const signedOut = ended === undefined || (await ended.signOut()).ok
    await ended?.close()
    await accounts.leave()
    deps.changed()
    return signedOut
  }

  return {
    account: () => account,
    joining: () => joining && { link: joining.link, name: joining.name },
    channel: () => channel,
    join,
    leave: () => {
      left += 1
      const done = leave()
      leaving = done
      return done
    },
  }
}

async function openChannel({ saved, journal, local }: OpenAccount, deps: SessionDeps): Promise<Channel> {
  const [offlineSince, pausedUntil] = await Promise.all([local.offlineSince(), local.pausedUntil()])
  return startChannel({ ...deps, account: saved, journal, offlineSince, pausedUntil })
}
