import type { ServerTime } from '../../../protocol/entry.ts'
import { printInvite } from './print-invite.ts'
import { parseDuration } from './duration.ts'
import { moment, table } from './format.ts'
import { command, required, text, type AdminCommand } from './admin-command.ts'
import {
  memberAdd,
  memberList,
  memberRemove,
  personActivate,
  personDeactivate,
  personList,
} from './people-commands.ts'
import { tokenCreate, tokenList, tokenRevoke } from './token-commands.ts'
import { UsageError } from '../usage-error.ts'

const DEFAULT_EXPIRES = '7d'

const invite = command({
  name: 'invite',
  positionals: [],
  flags: { room: { type: 'string', multiple: true }, uses: text, expires: text, person: text },
  input: (flags) => ({
    rooms: ((flags['room'] as string[] | undefined) ?? ['general']).map(String),
    uses: count(String(flags['uses'] ?? 1)),
    expiresAt: expiry(String(flags['expires'] ?? DEFAULT_EXPIRES)),
  }),
  print: printInvite,
})

const addBrowser = command({
  name: 'add-browser',
  positionals: [],
  flags: invite.flags,
  input(flags) {
    const other = ['room', 'uses', 'expires'].find((name) => flags[name] !== undefined)
    if (other !== undefined) throw new UsageError(`--person and --${other} do not go together`)
    return { person: required(flags, 'person') }
  },
  print: printInvite,
})

const inviteList = command({
  name: 'invite-list',
  positionals: [],
  flags: {},
  input: () => ({}),
  print: (invites) =>
    table(
      ['ID', 'FOR', 'USED', 'EXPIRES', 'STATE'],
      invites.map((invite) => [
        invite.id,
        invite.for === 'browser' ? 'another browser' : invite.rooms.join(', '),
        `${invite.used}/${invite.uses}`,
        invite.expiresAt === null ? 'never' : moment(invite.expiresAt),
        stateOf(invite),
      ]),
      'There are no invites. Make one: backchannel invite',
    ),
})

const inviteRevoke = command({
  name: 'invite-revoke',
  positionals: ['ID'],
  flags: {},
  input: (_flags, [id = '']) => ({ id }),
  print: ({ id }) => `Invite ${id} is revoked.`,
})

const roomCreate = command({
  name: 'room-create',
  positionals: ['SLUG'],
  flags: { name: text },
  input: (flags, [id = '']) => ({ id, name: String(flags['name'] ?? id) }),
  print: ({ id }) => `Room ${id} is made. Invite to it: backchannel invite --room ${id}`,
})

const roomList = command({
  name: 'room-list',
  positionals: [],
  flags: {},
  input: () => ({}),
  print: (rooms) =>
    table(
      ['ROOM', 'NAME', 'MEMBERS', 'ENTRIES', 'PRIORITY 5 FROM'],
      rooms.map(({ id, name, members, entries, urgentFrom }) => [
        id,
        name,
        String(members),
        String(entries),
        senders(urgentFrom),
      ]),
      'There are no rooms. Make one: backchannel room create general',
    ),
})

const roomUrgent = command({
  name: 'room-urgent',
  positionals: ['ROOM'],
  flags: { from: { type: 'string', multiple: true } },
  input(flags, [room = '']) {
    const from = ((flags['from'] as string[] | undefined) ?? []).map(String)
    if (from.length === 0) throw new UsageError('--from is missing: everybody, nobody, or a name')
    const word = from.find((one) => one === 'everybody' || one === 'nobody')
    if (word === undefined) return { room, from }
    if (from.length > 1) throw new UsageError(`--from ${word} does not go together with others`)
    return { room, from: word === 'everybody' ? null : [] }
  },
  print: ({ room, from }) =>
    `Messages of priority 5 to ${room} may come from: ${senders(from && from.map(({ name }) => name))}.`,
})

const senders = (names: string[] | null): string =>
  names === null ? 'everybody' : names.length === 0 ? 'nobody' : names.join(', ')

/** By the words that call them. `invite` with `--person` is another request than without. */
export const adminCommands: Record<string, AdminCommand> = {
  invite,
  'invite --person': addBrowser,
  'invite list': inviteList,
  'invite revoke': inviteRevoke,
  'room create': roomCreate,
  'room list': roomList,
  'room urgent': roomUrgent,
  'member add': memberAdd,
  'member remove': memberRemove,
  'member list': memberList,
  'token list': tokenList,
  'token revoke': tokenRevoke,
  'token create': tokenCreate,
  'person list': personList,
  'person deactivate': personDeactivate,
  'person activate': personActivate,
}

function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError('--uses is a whole number such as 5')
  return Number(text)
}

function expiry(text: string): ServerTime | null {
  if (text === 'never') return null
  const milliseconds = parseDuration(text)
  if (milliseconds === undefined) throw new UsageError('--expires is a time such as 30m, 12h, 7d or never')
  return Date.now() + milliseconds
}

function stateOf(invite: {
  revoked: boolean
  used: number
  uses: number
  expiresAt: ServerTime | null
}): string {
  if (invite.revoked) return 'revoked'
  if (invite.used >= invite.uses) return 'used up'
  return invite.expiresAt !== null && invite.expiresAt <= Date.now() ? 'expired' : 'open'
}
