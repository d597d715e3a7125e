import * as v from 'valibot'
import { ok, type Result } from '../../protocol/result.ts'
import type { Backend } from '../backend.ts'
import { nameKey } from '../people/name-key.ts'
import { refuse, type Refusal } from '../room/write.ts'
import { adminRequests, type AdminInput, type AdminName } from './admin-request.ts'

type Handlers = {
  [N in AdminName]: (backend: Backend, input: AdminInput<N>) => Promise<Result<unknown, Refusal>>
}

const handlers = {
  invite: ({ people }, input) => people.inviteToRooms(input),
  'add-browser': ({ people }, { person }) => people.addBrowser({ called: person }, null),
  'invite-list': async ({ people }) => ok(await people.invites()),
  'invite-revoke': ({ people }, { id }) => people.revokeInvite(id),
  'room-create': ({ rooms }, input) => rooms.createRoom(input),
  'room-list': listRooms,
  'member-add': ({ people }, { room, person }) => people.addMember(room, { called: person }),
  'member-remove': ({ people }, { room, person }) => people.removeMember(room, { called: person }),
  'member-list': listMembers,
  'token-list': async ({ people }, { person }) => {
    const tokens = await people.tokens()
    return ok(person === undefined ? tokens : tokens.filter((token) => isCalled(token.person, person)))
  },
  'token-revoke': ({ people }, { id }) => people.revokeToken(id),
  'token-create': ({ people }, { person, label }) => people.createToken({ called: person }, label),
} satisfies Handlers

/** What a request's answer holds. */
export type AdminValue<N extends AdminName> =
  Extract<Awaited<ReturnType<(typeof handlers)[N]>>, { ok: true }> extends { value: infer V } ? V : never

const isCalled = (person: { id: string; name: string }, name: string): boolean =>
  person.id === name || nameKey(person.name) === nameKey(name)

async function listRooms({ rooms }: Backend) {
  const logs = await rooms.logs()
  const counted = logs.map(async ({ id, name, head }) => {
    return { id, name, entries: head, members: (await rooms.members(id)).length }
  })
  return ok(await Promise.all(counted))
}

async function listMembers({ rooms }: Backend, { room }: { room: string }) {
  const known = (await rooms.logs()).some(({ id }) => id === room)
  if (!known) return refuse(`there is no room "${room}"`)
  return ok(await rooms.members(room))
}

/** Runs one request of the command line, whose input is checked first. */
export async function handleAdmin<N extends AdminName>(
  backend: Backend,
  name: N,
  input: unknown,
): Promise<Result<unknown, Refusal>> {
  const schema: v.GenericSchema<unknown, AdminInput<N>> = adminRequests[name] as never
  const parsed = v.safeParse(schema, input, { abortEarly: true })
  if (!parsed.success) return refuse(parsed.issues[0].message)
  const handler = handlers[name] as Handlers[N]
  return handler(backend, parsed.output)
}
