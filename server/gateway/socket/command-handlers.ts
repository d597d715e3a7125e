import type { CommandInput, CommandName, CommandValue } from '../../../protocol/up.ts'
import { ok, type Result } from '../../../protocol/result.ts'
import type { AttentionService } from '../../attention/attention-service.ts'
import type { PeopleService } from '../../people/people-service.ts'
import type { RoomService } from '../../room/room-service.ts'
import type { SendQueue } from './send-queue.ts'
import { asFailure } from './as-failure.ts'
import { channel, type ClientSocket, type Session } from './session.ts'
import { signOut } from './sign-out.ts'

export interface CommandContext {
  rooms: RoomService
  people: PeopleService
  attention: AttentionService
  socket: ClientSocket
  session: Session
  queue: SendQueue
}

/** One handler a command: a missing one, or a wrong answer, does not compile. */
export type CommandHandlers = {
  [N in CommandName]: (context: CommandContext, input: CommandInput<N>) => Promise<Result<CommandValue<N>>>
}

const asker = ({ session }: CommandContext) => ({ person: session.person.id, device: session.device })

export const commandHandlers: CommandHandlers = {
  append: (context, input) => context.rooms.append(asker(context), input),
  range: (context, input) => context.queue.inTurn(() => context.rooms.range(asker(context), input)),
  seen: (context, input) => context.rooms.seen(asker(context), input),

  async signal(context, { room, kind }) {
    const { rooms, socket, session } = context
    const refusal = await rooms.refuseStranger(asker(context), room)
    if (!refusal.ok) return refusal
    const others = socket.to(channel.room(room)).except(channel.person(session.person.id))
    others.emit('signal', { room, kind, author: session.person })
    return ok({})
  },

  rooms: async ({ rooms, session }) => ok({ rooms: await rooms.roomsOf(session.person.id) }),

  attention: async ({ attention, session }) => ok(await attention.of(session.person.id)),
  'set-attention': (context, input) => context.attention.set(asker(context), input),

  async 'add-browser'({ people, session }) {
    const made = await people.addBrowser({ id: session.person.id }, session.device)
    if (!made.ok) return asFailure(made.error)
    return ok({ link: made.value.link, expiresAt: made.value.expiresAt })
  },

  'sign-out': signOut,
}
