import type { Entry, EntryId, Seq } from '../../../protocol/entry.ts'
import { RANGE_MAX_ENTRIES } from '../../../protocol/limits.ts'
import type { Clock } from '../clock.ts'
import type { KeptRoom } from './kept-room.ts'
import type { PageReader } from './page-reader.ts'
import type { PushBudget } from './push-budget.ts'
import { startSync, syncStep, type SyncEffect, type SyncEvent, type SyncState } from './sync.ts'

/** What a room that was never seen opens with; older ones come as the person scrolls. */
const OPENING_ENTRIES = 100

/** Runs one room's sync: takes the pure step, then carries out its effects on what is kept. One event at a time. */
export interface SyncRunner {
  state(): SyncState
  /** The step's effects have not all been carried out: the state is ahead of the disk. */
  isBusy(): boolean
  /** Rejects if the disk failed. The sync then goes on from what the disk holds. */
  take(event: SyncEvent): Promise<void>
  /** Nothing is carried out any more. */
  close(): void
}

export interface SyncRunnerDeps {
  kept: KeptRoom
  clock: Clock
  pages: PageReader
  budget: PushBudget
  /** Answers to a fetch. */
  post: (event: SyncEvent) => void
  /** After the journal has it. `removed`: the ids that left the outbox with it. */
  applied: (entries: Entry[], via: 'push' | 'fill', removed: EntryId[]) => void
  /** `skipped`: the newest entries, where more of the same log was missed than is read. */
  opened: (removed: EntryId[], skipped: Entry[] | undefined) => void
  /** What was kept has been dropped; acknowledgements and read mark of that log mean nothing any more. */
  reset: () => void
  /** It was stopped, since the server kept replacing its log, or goes on. */
  stopped: () => void
}

export function createSyncRunner(deps: SyncRunnerDeps): SyncRunner {
  const { kept, clock, budget, pages } = deps
  let sync = startSync(kept.saved())
  let busy = false
  let closed = false

  function step(event: SyncEvent): SyncEffect[] {
    const before = sync
    const next = syncStep(sync, event, { now: clock.now(), waitingMax: budget.left(sync.waitingSize) })
    sync = next.state
    budget.changed(before.waitingSize, sync.waitingSize)
    if ((before.phase === 'stopped') !== (sync.phase === 'stopped')) deps.stopped()
    return next.effects
  }

  async function take(event: SyncEvent): Promise<void> {
    if (closed) return
    const effects = step(event)
    busy = true
    try {
      for (const effect of effects) await carryOut(effect)
    } catch (error) {
      // The disk has the truth: go on from what it holds when the server next sends its heads.
      budget.changed(sync.waitingSize, 0)
      sync = { ...startSync(kept.saved()), requestId: sync.requestId }
      throw error
    } finally {
      busy = false
    }
  }

  async function carryOut(effect: SyncEffect): Promise<void> {
    switch (effect.type) {
      case 'apply':
        return deps.applied(effect.entries, effect.via, await kept.append(effect.entries))
      case 'open':
        return deps.opened(await kept.open(effect), effect.skipped ? effect.entries : undefined)
      case 'reset':
        await kept.reset(sync.replacedAt)
        return deps.reset()
      case 'fetch':
        return void clock.after(effect.delayMs, () => void fetch(effect.requestId, effect.after))
    }
  }

  async function fetch(requestId: number, after: Seq | undefined): Promise<void> {
    const limit = after === undefined ? OPENING_ENTRIES : RANGE_MAX_ENTRIES
    const input = { room: kept.saved().id, limit, ...(after === undefined ? {} : { after }) }
    const page = await pages.read(input, () => !closed && requestId === sync.requestId)
    if (page)
      deps.post(page.ok ? { type: 'page', requestId, ...page.value } : { type: 'page-failed', requestId })
  }

  return {
    state: () => sync,
    isBusy: () => busy,
    take,
    close: () => {
      closed = true
      step({ type: 'disconnected' })
    },
  }
}
