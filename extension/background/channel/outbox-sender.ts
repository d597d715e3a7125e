import { waitsForConnection } from '../../../protocol/entry-kinds.ts'
import type { EntryId, RoomId } from '../../../protocol/entry.ts'
import { fail, ok, type Failure, type Result } from '../../../protocol/result.ts'
import type { CommandInput, CommandValue } from '../../../protocol/up.ts'
import type { Clock } from '../clock.ts'
import { canSucceedLater, createRetryLoop, type JobResult, type RetryLoop } from '../retry-loop.ts'
import type { OutboxItem } from './journal.ts'
import type { OutboxItems } from './outbox-items.ts'

type Answer = Result<CommandValue<'append'>>

export interface OutboxSenderDeps {
  items: OutboxItems
  clock: Clock
  append: (input: CommandInput<'append'>) => Promise<Answer>
  isConnected: () => boolean
  /** The room's log is known to be the one that is kept: what a seq names there is what it named when it was queued. */
  isConfirmed: (room: RoomId) => boolean
  /** The item can still be undone, and is not sent yet. */
  isHeld: (id: EntryId) => boolean
}

/** Sends what waits in each room in its order, one command at a time (SPEC 3.2). */
export interface OutboxSender {
  /** An item of this room can perhaps be sent now. A room that waits after a failure goes on waiting. */
  wake(room: RoomId): void
  /** Ends each wait after a failure. For a new connection. */
  retryNow(): void
  idle(): Promise<void>
  close(): void
}

export function createOutboxSender(deps: OutboxSenderDeps): OutboxSender {
  const { items, clock, isConnected } = deps
  /** One for each room that the person has written to. */
  const loops = new Map<RoomId, RetryLoop>()

  function loopOf(room: RoomId): RetryLoop {
    const loop = loops.get(room) ?? createRetryLoop(clock, () => step(room))
    loops.set(room, loop)
    return loop
  }

  async function step(room: RoomId): Promise<JobResult> {
    try {
      return await sendNext(room)
    } finally {
      if (!isConnected()) for (const { id } of items.of(room)) items.settle(id, connectionEnded)
    }
  }

  async function sendNext(room: RoomId): Promise<JobResult> {
    const item = isConnected() ? nextItem(room) : undefined
    if (item === undefined) return 'done'
    if (item.notBefore === undefined) {
      const { id, kind, about, body } = item
      return takeAnswer(item, await deps.append({ room, id, kind, about, body }))
    }
    // Before it is sent the disk knows that it can not be undone any more. It may be undone just before that.
    await items.save({ ...item, notBefore: undefined })
    return 'more'
  }

  /** Messages keep their order: while the first one can not go, no other does. What changes a message holds nothing back. */
  function nextItem(room: RoomId): OutboxItem | undefined {
    const canGo = ({ id, about }: OutboxItem): boolean =>
      !deps.isHeld(id) && (about === undefined || deps.isConfirmed(room))
    const first = items.of(room).find((item) => isUnsent(item) && (item.kind === 'message' || canGo(item)))
    return first && canGo(first) ? first : undefined
  }

  async function takeAnswer(item: OutboxItem, answer: Answer): Promise<JobResult> {
    if (answer.ok) {
      const { logId, seq } = answer.value
      await items.save({ ...item, acknowledged: { logId, seq } })
      items.settle(item.id, ok(null))
      return 'more'
    }
    if (canSucceedLater(answer.error.code)) return 'failed'
    items.settle(item.id, answer)
    await items.save({ ...item, refused: answer.error })
    if (needsNobody(item, answer.error)) await items.delete(item.id)
    return 'more'
  }

  return {
    wake: (room) => {
      if (items.of(room).length > 0) loopOf(room).wake()
    },
    retryNow: () => {
      for (const room of new Set(items.all().map((item) => item.room))) loopOf(room).retryNow()
    },
    idle: async () => void (await Promise.all([...loops.values()].map((loop) => loop.idle()))),
    close: () => {
      for (const loop of loops.values()) loop.close()
    },
  }
}

const isUnsent = ({ acknowledged, refused }: OutboxItem): boolean => !acknowledged && !refused

/**
 * Whether a refusal is for nobody to see. Of what does not wait whoever added it has the refusal. What was to change a deleted
 * message is of no use any more, but an edit is a text that somebody has written.
 */
const needsNobody = ({ kind }: OutboxItem, { code }: Failure): boolean =>
  !waitsForConnection(kind) || (code === 'deleted' && kind !== 'edit')

const connectionEnded = fail('unavailable', 'The connection ended before the answer came.')
