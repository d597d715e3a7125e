import {
  defaultPersonAttention,
  defaultRoomAttention,
  type Attention,
  type PersonAttention,
  type RoomAttention,
} from '../../../protocol/attention.ts'
import { isTemporary } from '../../../protocol/error-code.ts'
import type { Clock } from './clock.ts'
import type { AttentionChange, Journal, SavedAttention } from './journal.ts'
import { retryDelay } from './retry-delay.ts'
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
  let busy = false
  let failures = 0
  let cancelWait: (() => void) | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** One change of what is kept after another: on the disk first, then here. */
  function update(change: (before: SavedAttention) => SavedAttention): Promise<void> {
    const run = last.then(async () => {
      const next = change(saved)
      if (closed || next === saved) return
      await journal.saveAttention(next)
      saved = next
      deps.changed()
    })
    last = run.catch(() => undefined)
    return run
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
    if (stale) void pumpAll()
  }

  async function pumpAll(): Promise<void> {
    if (busy || cancelWait) return
    busy = true
    // A journal that fails is waited for like a server that does: what is pending still is.
    const outcome = await exchange().catch(() => 'hold' as const)
    busy = false
    if (closed) return
    if (outcome === 'hold') return hold()
    failures = 0
    // Something may have been set after the last look.
    if (connected() && (saved.pending.length > 0 || stale)) void pumpAll()
  }

  async function exchange(): Promise<'done' | 'hold'> {
    while (connected()) {
      const [change] = saved.pending
      if (!change && !stale) break
      if ((await (change ? send(change) : ask())) === 'hold') return 'hold'
    }
    return 'done'
  }

  async function send(change: AttentionChange): Promise<'next' | 'hold'> {
    const answer = await deps.send('set-attention', change)
    if (!answer.ok && heals(answer.error.code)) return 'hold'
    // Where it was changed elsewhere at the same time, the server knows who was last.
    stale = true
    await update((before) => {
      const pending = before.pending.filter((other) => other !== change)
      return answer.ok ? { ...withChange(before, change), pending } : { ...before, pending }
    })
    return 'next'
  }

  async function ask(): Promise<'next' | 'hold'> {
    stale = false
    const before = pushes
    const answer = await deps.send('attention', {})
    // It was read after the question: nothing is newer but a push that came meanwhile.
    if (answer.ok) await take(answer.value, () => pushes > before && answer.value.now < takenAt)
    else if (heals(answer.error.code)) {
      stale = true
      return 'hold'
    }
    return 'next'
  }

  function hold(): void {
    cancelWait = clock.after(retryDelay(failures, clock.random()), release)
    failures += 1
  }

  function release(): void {
    cancelWait?.()
    cancelWait = undefined
    void pumpAll()
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
      void pumpAll()
    },
    pump: () => {
      stale = true
      takenAt = -Infinity
      release()
    },
    told: (attention) => void told(attention).catch(() => undefined),
    close: async () => {
      closed = true
      cancelWait?.()
      await last
    },
  }
}

const partOf = (change: AttentionChange): string => (change.of === 'room' ? `room ${change.room}` : 'person')

const withChange = (saved: SavedAttention, change: AttentionChange): SavedAttention =>
  change.of === 'person'
    ? { ...saved, person: change.attention }
    : { ...saved, rooms: { ...saved.rooms, [change.room]: change.attention } }

/** Also what ends with the sign-in being repaired. */
const heals = (code: Parameters<typeof isTemporary>[0]): boolean =>
  isTemporary(code) || code === 'unauthorized'
