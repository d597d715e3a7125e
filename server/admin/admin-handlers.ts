import * as v from 'valibot'
import type { Person, RoomId } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import type { Backend } from '../backend.ts'
import { nameKey } from '../people/name-key.ts'
import type { LogLine } from '../room/store.ts'
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
  'room-list': async ({ rooms }) => ok((await rooms.logs()).map(toRoomLine)),
  'room-urgent': ({ people }, { room, from }) =>
    people.setUrgent(room, from === null ? null : from.map((called) => ({ called }))),
  'member-add': ({ people }, { room, person }) => people.addMember(room, { called: person }),
  'member-remove': ({ people }, { room, person }) => people.removeMember(room, { called: person }),
  'member-list': listMembers,
  'token-list': async ({ people }, { person }) => {
    const tokens = await people.tokens()
    return ok(person === undefined ? tokens : tokens.filter((token) => isCalled(token.person, person)))
  },
  'token-revoke': ({ people }, { id, only }) => people.revokeToken(id, { only }),
  'token-create': ({ people }, { person, label }) => people.createToken({ called: person }, label),
  'person-list': async ({ people }) => ok(await people.people()),
  'person-deactivate': ({ people }, { person }) => people.deactivate({ called: person }),
  'person-activate': ({ people }, { person }) => people.activate({ called: person }),
} satisfies Handlers

/** What a request's answer holds. */
export type AdminValue<N extends AdminName> =
  Extract<Awaited<ReturnType<(typeof handlers)[N]>>, { ok: true }> extends { value: infer V } ? V : never

const isCalled = (person: Person, name: string): boolean =>
  person.id === name || nameKey(person.name) === nameKey(name)

const toRoomLine = ({ id, name, head, members, urgentFrom }: LogLine) => ({
  id,
  name,
  entries: head,
  members,
  urgentFrom,
})

async function listMembers({ rooms }: Backend, { room }: { room: RoomId }) {
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
