import type { Entry } from '../../../protocol/entry.ts'
import type { CommandInput, CommandName, CommandValue } from '../../../protocol/up.ts'
import { fail, ok, type Result } from '../../../protocol/result.ts'
import type { SettingsService } from '../../settings/settings-service.ts'
import type { PeopleService } from '../../people/people-service.ts'
import type { Principal } from '../../room/principal.ts'
import type { RoomService } from '../../room/room-service.ts'
import type { CommandLimits } from './command-limits.ts'
import type { SendQueue } from './send-queue.ts'
import { asFailure } from './as-failure.ts'
import { channel, type ClientSocket } from './session.ts'
import { signOut } from './sign-out.ts'

/** So many entries of a page count as one more command. */
const ENTRIES_A_POINT = 50

export interface CommandContext {
  rooms: RoomService
  people: PeopleService
  settings: SettingsService
  socket: ClientSocket
  principal: Principal
  limits: CommandLimits
  queue: SendQueue
}

/** One handler a command: a missing one, or a wrong answer, does not compile. */
export type CommandHandlers = {
  [N in CommandName]: (context: CommandContext, input: CommandInput<N>) => Promise<Result<CommandValue<N>>>
}

/** A large answer waits until those before it were sent. */
const answerLarge = <T>({ queue }: CommandContext, answer: () => Promise<Result<T>>): Promise<Result<T>> =>
  queue.run(answer) ??
  Promise.resolve(fail('rate_limited', 'too many questions at once: wait for the answers'))

/** Makes an answer of entries, and takes what it is beyond its question: 500 entries are written out in 4 ms, and 256 KiB in 2. */
const answerEntries = <T extends { entries: Entry[]; later?: Entry[] | undefined }>(
  context: CommandContext,
  answer: () => Promise<Result<T>>,
): Promise<Result<T>> =>
  answerLarge(context, async () => {
    const { principal, limits } = context
    const page = await answer()
    if (!page.ok) return page
    const count = page.value.entries.length + (page.value.later?.length ?? 0)
    limits.charge(principal.person.id, Math.floor(count / ENTRIES_A_POINT))
    return page
  })

export const commandHandlers: CommandHandlers = {
  append: ({ rooms, principal }, input) => rooms.append(principal, input),

  range: (context, input) => answerEntries(context, () => context.rooms.range(context.principal, input)),
  pinned: (context, input) => answerEntries(context, () => context.rooms.pinned(context.principal, input)),

  seen: ({ rooms, principal }, input) => rooms.seen(principal, input),

  async signal({ rooms, socket, principal }, { room, kind }) {
    const member = await rooms.requireMember(principal, room)
    if (!member.ok) return member
    const others = socket.to(channel.room(room)).except(channel.person(principal.person.id))
    others.emit('signal', { room, kind, author: principal.person })
    return ok({})
  },

  rooms: (context) =>
    answerLarge(context, async () => ok({ rooms: await context.rooms.roomsOf(context.principal.person.id) })),

  settings: async ({ settings, principal }) => ok(await settings.of(principal.person.id)),
  'change-settings': ({ settings, principal }, input) => settings.set(principal, input),

  async 'add-browser'({ people, principal }) {
    const made = await people.addBrowser({ id: principal.person.id }, principal.device)
    if (!made.ok) return asFailure(made.error)
    return ok({ link: made.value.link, expiresAt: made.value.expiresAt })
  },

  'sign-out': signOut,
}
