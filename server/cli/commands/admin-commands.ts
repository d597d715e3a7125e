import type { AdminInput, AdminName } from '../../admin/admin-request.ts'
import type { AdminValue } from '../../admin/admin-handlers.ts'
import { printInvite } from './print-invite.ts'
import { parseDuration } from './duration.ts'
import { moment, table } from './format.ts'
import type { CommandShape, Flags } from '../parse-command.ts'
import { UsageError } from '../usage-error.ts'

/** One command of the operator, whichever it is. */
export interface AdminCommand extends CommandShape {
  name: AdminName
  input(flags: Flags, positionals: readonly string[]): unknown
  /** The answer in plain words. */
  print(value: never): string
}

interface TypedCommand<N extends AdminName> extends AdminCommand {
  name: N
  input(flags: Flags, positionals: readonly string[]): AdminInput<N>
  print(value: AdminValue<N>): string
}

const command = <N extends AdminName>(of: TypedCommand<N>): TypedCommand<N> => of

const DEFAULT_EXPIRES = '7d'
const text = { type: 'string' } as const

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
  print: ({ id }) => `Invite ${id} is taken back.`,
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
      ['ROOM', 'NAME', 'MEMBERS', 'ENTRIES'],
      rooms.map(({ id, name, members, entries }) => [id, name, String(members), String(entries)]),
      'There are no rooms. Make one: backchannel room create general',
    ),
})

const memberFlags = { room: text, person: text }
const memberInput = (flags: Flags) => ({ room: required(flags, 'room'), person: required(flags, 'person') })

const memberAdd = command({
  name: 'member-add',
  positionals: [],
  flags: memberFlags,
  input: memberInput,
  print: ({ person, changed }) => `${person.name} ${changed ? 'is now' : 'was already'} a member.`,
})

const memberRemove = command({
  name: 'member-remove',
  positionals: [],
  flags: memberFlags,
  input: memberInput,
  print: ({ person, changed }) => `${person.name} ${changed ? 'is no longer' : 'was not'} a member.`,
})

const memberList = command({
  name: 'member-list',
  positionals: [],
  flags: { room: text },
  input: (flags) => ({ room: required(flags, 'room') }),
  print: (members) =>
    table(
      ['NAME', 'ID'],
      members.map(({ name, id }) => [name, id]),
      'The room has no members.',
    ),
})

const tokenList = command({
  name: 'token-list',
  positionals: [],
  flags: { person: text },
  input: (flags) => (flags['person'] === undefined ? {} : { person: String(flags['person']) }),
  print: (tokens) =>
    table(
      ['ID', 'PERSON', 'DEVICE', 'SINCE'],
      tokens.map(({ id, person, label, createdAt }) => [id, person.name, label, moment(createdAt)]),
      'There are no tokens.',
    ),
})

const tokenRevoke = command({
  name: 'token-revoke',
  positionals: ['ID'],
  flags: {},
  input: (_flags, [id = '']) => ({ id }),
  print: ({ id, person }) => `Token ${id} of ${person.name} is revoked.`,
})

const tokenCreate = command({
  name: 'token-create',
  positionals: [],
  flags: { person: text, label: text },
  input: (flags) => ({ person: required(flags, 'person'), label: String(flags['label'] ?? 'token') }),
  print: ({ id, person, token }) => `Token ${id} of ${person.name}, shown this once:\n${token}`,
})

/** By the words that call them. `invite` with `--person` is another request than without. */
export const adminCommands: Record<string, AdminCommand> = {
  invite,
  'invite --person': addBrowser,
  'invite list': inviteList,
  'invite revoke': inviteRevoke,
  'room create': roomCreate,
  'room list': roomList,
  'member add': memberAdd,
  'member remove': memberRemove,
  'member list': memberList,
  'token list': tokenList,
  'token revoke': tokenRevoke,
  'token create': tokenCreate,
}

function required(flags: Flags, name: string): string {
  const value = flags[name]
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing`)
  return value
}

function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError('--uses is a whole number such as 5')
  return Number(text)
}

function expiry(text: string): number | null {
  if (text === 'never') return null
  const milliseconds = parseDuration(text)
  if (milliseconds === undefined) throw new UsageError('--expires is a time such as 30m, 12h, 7d or never')
  return Date.now() + milliseconds
}

function stateOf(invite: { revoked: boolean; used: number; uses: number; expiresAt: number | null }): string {
  if (invite.revoked) return 'taken back'
  if (invite.used >= invite.uses) return 'used up'
  return invite.expiresAt !== null && invite.expiresAt <= Date.now() ? 'expired' : 'open'
}
