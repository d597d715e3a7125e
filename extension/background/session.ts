import type { RequestValue } from '../shared/requests.ts'
import { startChannel, type Channel, type ChannelDeps } from './channel/channel.ts'
import type { SavedAccount } from './channel/journal.ts'
import type { Accounts, OpenAccount } from './journal/accounts.ts'
import type { BrowserState } from './journal/browser-state.ts'
import { createSerialQueue } from './serial-queue.ts'
import { readInvitation, spendInvite, type Invitation } from './spend-invite.ts'

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
  const { browser, accounts, post } = deps
  /** Counts up with each leaving: a join that was begun before does not bring it back. */
  let left = 0
  /** An account comes or goes. */
  const changes = createSerialQueue()
  let joining: { link: string; name: string } | undefined
  const found = accounts.active()
  let member = found && (await openMember(found, deps))
  if (found === undefined) {
    const begun = await browser.joining()
    // Its failure shows nowhere: the form is there to try again.
    if (begun?.pending === true) void join(begun.link, begun.name).catch(() => undefined)
  }

  async function join(link: string, name: string): Promise<RequestValue<'join'>> {
    if (member || joining) return { ok: false, error: { kind: 'joined-already' } }
    const invitation = readInvitation(link, name)
    if (!invitation.ok) return invitation
    joining = { link: invitation.value.link, name }
    try {
      await changes.idle()
      return await carryOut(invitation.value)
    } finally {
      joining = undefined
      deps.changed()
    }
  }

  async function carryOut(invitation: Invitation): Promise<RequestValue<'join'>> {
    const leftBefore = left
    const hasLeft = (): boolean => left !== leftBefore
    const answer = await spendInvite(invitation, { browser, post, begun: deps.changed, hasLeft })
    if (!answer.ok) return answer
    const { token, person, rooms } = answer.value
    const room = rooms[0]?.id
    const saved = { server: invitation.server, token, me: person }
    return changes.run(async (): Promise<RequestValue<'join'>> => {
      if (hasLeft()) return { ok: false, error: { kind: 'unreachable', server: saved.server } }
      member = await openMember(await accounts.add(saved, room), deps)
      return { ok: true, value: { room } }
    })
  }

  async function end(before: Member | undefined): Promise<boolean> {
    // While this waited a join may have come to its end.
    const ended = before ?? member
    member = undefined
    const signedOut = ended === undefined || (await ended.channel.signOut()).ok
    await ended?.channel.close()
    await accounts.leave()
    deps.changed()
    return signedOut
  }

  return {
    account: () => member?.account,
    joining: () => joining,
    channel: () => member?.channel,
    join,
    leave: () => {
      left += 1
      const ended = member
      member = undefined
      return changes.run(() => end(ended))
    },
  }
}

/** Somebody on a server, with the channel to it. */
interface Member {
  account: SavedAccount
  channel: Channel
}

async function openMember({ saved, journal, local }: OpenAccount, deps: SessionDeps): Promise<Member> {
  const [offlineSince, pausedUntil] = await Promise.all([local.offlineSince(), local.pausedUntil()])
  const channel = await startChannel({ ...deps, account: saved, journal, offlineSince, pausedUntil })
  return { account: saved, channel }
}
