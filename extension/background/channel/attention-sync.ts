import {
  defaultPersonAttention,
  defaultRoomAttention,
  type Attention,
  type PersonAttention,
  type RoomAttention,
} from '../../../protocol/attention.ts'
import type { Clock } from '../clock.ts'
import { canSucceedLater, createRetryLoop, type JobResult } from '../retry-loop.ts'
import { createSerialQueue } from '../serial-queue.ts'
import type { AttentionChange, Journal, SavedAttention } from './journal.ts'
import type { Transport } from './transport.ts'

/**
 * The person's attention settings, the same on all of their devices. What is set here counts here at once; the server is
 * told as soon as it can be, and its settings count for every part that does not wait to be told.
 */
export interface AttentionSync {
  person(): PersonAttention
  /** Of a room that was never set, or is not known: the defaults. */
  room(id: string): RoomAttention
  /** Something was set here that the server has not acknowledged. */
  unsent(): boolean
  /** The server's clock, ms UTC, by what it said last; this machine's until it said something. */
  now(): number
  /** That minus this machine's clock, ms. */
  clockOffset(): number
  /**
   * Sets one part, whole; the last one wins. Settles when it is flushed to the disk and counts here. A later refusal by
   * the server shows as the setting going back, told like any other change.
   */
  set(change: AttentionChange): Promise<void>
}

/** What the channel does with it. */
export interface AttentionKeeper extends AttentionSync {
  /** There is a new connection: sends what is pending, then asks for the server's settings. */
  pump(): void
  /** The server told its settings. */
  told(attention: Attention): void
  /** Nothing is sent or stored any more. Settles when what was begun in the journal is done. */
  close(): Promise<void>
}

export interface AttentionSyncDeps {
  journal: Pick<Journal, 'saveAttention'>
  clock: Clock
  send: Transport['send']
  connected: () => boolean
  changed: () => void
}

const neverSet: SavedAttention = {
  person: defaultPersonAttention,
  rooms: {},
  pending: [],
  clockOffset: undefined,
}

export function createAttentionSync(
  start: SavedAttention | undefined,
  deps: AttentionSyncDeps,
): AttentionKeeper {
  const { journal, clock, connected } = deps
  let saved = start ?? neverSet
  let closed = false
  /** The server may have other settings than it told: ask when nothing is pending. */
  let stale = false
  /** The server's clock at the reading that was taken last over this connection; an answer may overtake a push. */
  let takenAt = -Infinity
  /** Counts the pushes that were taken. */
  let pushes = 0
  const changes = createSerialQueue()
  const loop = createRetryLoop(clock, exchange)

  /** One change of what is kept after another: on the disk first, then here. */
  function update(change: (before: SavedAttention) => SavedAttention): Promise<void> {
    return changes.run(async () => {
      const next = change(saved)
      if (closed || next === saved) return
      await journal.saveAttention(next)
      saved = next
      deps.changed()
    })
  }

  function take(attention: Attention, isOlder: () => boolean): Promise<void> {
    const clockOffset = attention.now - clock.now()
    return update((before) => {
      if (isOlder()) return before
      takenAt = attention.now
      return { ...before, clockOffset, person: attention.person, rooms: attention.rooms }
    })
  }

  /** An older one was overtaken, or the server's clock was set back: the server knows. */
  async function told(attention: Attention): Promise<void> {
    await take(attention, () => {
      const overtaken = attention.now < takenAt
      if (overtaken) stale = true
      else pushes += 1
      return overtaken
    })
    if (stale) loop.wake()
  }

  async function exchange(): Promise<JobResult> {
    if (closed || !connected()) return 'done'
    const [change] = saved.pending
    if (change) return send(change)
    return stale ? ask() : 'done'
  }

  async function send(change: AttentionChange): Promise<JobResult> {
    const answer = await deps.send('set-attention', change)
    if (!answer.ok && canSucceedLater(answer.error.code)) return 'failed'
    // Where it was changed elsewhere at the same time, the server knows who was last.
    stale = true
    await update((before) => {
      const pending = before.pending.filter((other) => other !== change)
      return answer.ok ? { ...withChange(before, change), pending } : { ...before, pending }
    })
    return 'more'
  }

  async function ask(): Promise<JobResult> {
    stale = false
    const before = pushes
    const answer = await deps.send('attention', {})
    // It was read after the question: nothing is newer but a push that came meanwhile.
    if (answer.ok) await take(answer.value, () => pushes > before && answer.value.now < takenAt)
    else if (canSucceedLater(answer.error.code)) {
      stale = true
      return 'failed'
    }
    return 'more'
  }

  const pendingOf = (part: string): AttentionChange | undefined =>
    saved.pending.find((change) => partOf(change) === part)

  return {
    person: () => {
      const pending = pendingOf('person')
      return pending?.of === 'person' ? pending.attention : saved.person
    },
    room: (id) => {
      const pending = pendingOf(`room ${id}`)
      return pending?.of === 'room' ? pending.attention : (saved.rooms[id] ?? defaultRoomAttention)
    },
    unsent: () => saved.pending.length > 0,
    now: () => clock.now() + (saved.clockOffset ?? 0),
    clockOffset: () => saved.clockOffset ?? 0,
    set: async (change) => {
      await update((before) => {
        const others = before.pending.filter((other) => partOf(other) !== partOf(change))
        return { ...before, pending: [...others, change] }
      })
      loop.wake()
    },
    pump: () => {
      stale = true
      takenAt = -Infinity
      loop.retryNow()
    },
    told: (attention) => void told(attention).catch(() => undefined),
    close: async () => {
      closed = true
      loop.close()
      await changes.idle()
    },
  }
}

const partOf = (change: AttentionChange): string => (change.of === 'room' ? `room ${change.room}` : 'person')

const withChange = (saved: SavedAttention, change: AttentionChange): SavedAttention =>
  change.of === 'person'
    ? { ...saved, person: change.attention }
    : { ...saved, rooms: { ...saved.rooms, [change.room]: change.attention } }
