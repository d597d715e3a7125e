import { command, required, text } from './admin-command.ts'
import { moment, table } from './format.ts'

export const tokenList = command({
  name: 'token-list',
  positionals: [],
  flags: { person: text },
  input: (flags) => (flags['person'] === undefined ? {} : { person: String(flags['person']) }),
  print: (tokens) =>
    table(
      ['ID', 'PERSON', 'DEVICE', 'SINCE', 'ADDED BY'],
      tokens.map(({ id, person, label, createdAt, madeBy }) => [
        id,
        person.name,
        label,
        moment(createdAt),
        madeBy ?? '',
      ]),
      'There are no tokens.',
    ),
})

export const tokenRevoke = command({
  name: 'token-revoke',
  positionals: ['ID'],
  flags: { only: { type: 'boolean' } },
  input: (flags, [id = '']) => ({ id, only: flags['only'] === true }),
  print: ({ id, person, ended }) =>
    [
      `Token ${id} of ${person.name} is revoked.`,
      ...(ended.length === 0 ? [] : ['So are those of the devices that it added (--only keeps them):']),
      ...ended.map((token) => `  ${token.id}  ${token.label}`),
    ].join('\n'),
})

export const tokenCreate = command({
  name: 'token-create',
  positionals: [],
  flags: { person: text, label: text },
  input: (flags) => ({ person: required(flags, 'person'), label: String(flags['label'] ?? 'token') }),
  print: ({ id, person, token }) => `Token ${id} of ${person.name}, shown this once:\n${token}`,
})
