import { command, required, text } from './admin-command.ts'
import { moment, table } from './format.ts'
import type { Flags } from '../parse-command.ts'

const memberFlags = { room: text, person: text }
const memberInput = (flags: Flags) => ({ room: required(flags, 'room'), person: required(flags, 'person') })

export const memberAdd = command({
  name: 'member-add',
  positionals: [],
  flags: memberFlags,
  input: memberInput,
  print: ({ person, changed }) => `${person.name} ${changed ? 'is now' : 'was already'} a member.`,
})

export const memberRemove = command({
  name: 'member-remove',
  positionals: [],
  flags: memberFlags,
  input: memberInput,
  print: ({ person, changed, room, openInvites }) =>
    [
      `${person.name} ${changed ? 'is no longer' : 'was not'} a member.`,
      ...(changed ? ['No invite brings them back; "backchannel member add" does.'] : []),
      ...(openInvites.length === 0
        ? []
        : [
            `Whoever has one of these links can join ${room} under a new name, ${person.name} too:`,
            ...openInvites.map(({ id, left }) => `  backchannel invite revoke ${id}    (${left} left)`),
          ]),
    ].join('\n'),
})

export const memberList = command({
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

export const personList = command({
  name: 'person-list',
  positionals: [],
  flags: {},
  input: () => ({}),
  print: (people) =>
    table(
      ['NAME', 'ID', 'SINCE', 'ROOMS', 'DEVICES', 'STATE'],
      people.map(({ name, id, createdAt, rooms, devices, deactivated }) => [
        name,
        id,
        moment(createdAt),
        String(rooms),
        String(devices),
        deactivated ? 'deactivated' : 'active',
      ]),
      'Nobody has joined yet. Invite somebody: backchannel invite',
    ),
})

export const personDeactivate = command({
  name: 'person-deactivate',
  positionals: ['NAME'],
  flags: {},
  input: (_flags, [person = '']) => ({ person }),
  print: ({ person, changed, ended, rooms }) =>
    [
      `${person.name} ${changed ? 'is deactivated' : 'was deactivated already'}: nobody comes in as ${person.name} any more.`,
      ...(ended.length === 0 ? [] : [`Signed out: ${ended.map(({ label }) => label).join(', ')}`]),
      ...(rooms.length === 0 ? [] : [`Left: ${rooms.join(', ')}`]),
      `The name and the messages stay. Undo: backchannel person activate "${person.name}"`,
    ].join('\n'),
})

export const personActivate = command({
  name: 'person-activate',
  positionals: ['NAME'],
  flags: {},
  input: (_flags, [person = '']) => ({ person }),
  print: ({ person, changed }) =>
    changed
      ? `${person.name} may come in again: "backchannel member add" for each room, then "backchannel invite --person".`
      : `${person.name} was not deactivated.`,
})
