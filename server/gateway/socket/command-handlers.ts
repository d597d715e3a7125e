import type { Entry } from '../../../protocol/entry.ts'
import type { CommandInput, CommandName, CommandValue } from '../../../protocol/up.ts'
import { fail, ok, type Result } from '../../../protocol/result.ts'
import type { AttentionService } from '../../attention/attention-service.ts'
import type { PeopleService } from '../../people/people-service.ts'
import type { RoomService } from '../../room/room-service.ts'
import type { CommandLimits } from './command-limits.ts'
import type { SendQueue } from './send-queue.ts'
import { asFailure } from './as-failure.ts'
import { channel, type ClientSocket, type Session } from './session.ts'
import { signOut } from './sign-out.ts'

/** So many entries of a page count as one more command. */
const ENTRIES_A_POINT = 50

export interface CommandContext {
  rooms: RoomService
  people: PeopleService
  attention: AttentionService
  socket: ClientSocket
  session: Session
  limits: CommandLimits
  queue: SendQueue
}

/** One handler a command: a missing one, or a wrong answer, does not compile. */
export type CommandHandlers = {
  [N in CommandName]: (context: CommandContext, input: CommandInput<N>) => Promise<Result<CommandValue<N>>>
}

/** What is large waits until the answers before it were sent. */
const inTurn = <T>({ queue }: CommandContext, answer: () => Promise<Result<T>>): Promise<Result<T>> =>
  queue.inTurn(answer) ??
  Promise.resolve(fail('rate_limited', 'too many questions at once: wait for the answers'))

/** What a page takes beyond the points of its question: 500 entries are written out in 4 ms, and 256 KiB in 2. */
const extraPoints = (entries: readonly Entry[]): number => Math.floor(entries.length / ENTRIES_A_POINT)

const asker = ({ session }: CommandContext) => ({ person: session.person.id, device: session.device })

export const commandHandlers: CommandHandlers = {
  append: (context, input) => context.rooms.append(asker(context), input),
  range: (context, input) =>
    inTurn(context, async () => {
      const range = await context.rooms.range(asker(context), input)
      if (range.ok) context.limits.charge(context.session.person.id, extraPoints(range.value.entries))
      return range
    }),

  seen: (context, input) => context.rooms.seen(asker(context), input),

  async signal(context, { room, kind }) {
    const { rooms, socket, session } = context
    const refusal = await rooms.refuseStranger(asker(context), room)
    if (!refusal.ok) return refusal
    const others = socket.to(channel.room(room)).except(channel.person(session.person.id))
    others.emit('signal', { room, kind, author: session.person })
    return ok({})
  },

  rooms: (context) =>
    inTurn(context, async () => ok({ rooms: await context.rooms.roomsOf(context.session.person.id) })),

  attention: async ({ attention, session }) => ok(await attention.of(session.person.id)),
  'set-attention': (context, input) => context.attention.set(asker(context), input),

  async 'add-browser'({ people, session }) {
    const made = await people.addBrowser({ id: session.person.id }, session.device)
    if (!made.ok) return asFailure(made.error)
    return ok({ link: made.value.link, expiresAt: made.value.expiresAt })
  },

  'sign-out': signOut,
}
