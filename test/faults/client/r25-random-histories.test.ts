import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import type { Journal } from '../../../extension/background/channel/journal.ts'
import { toStored } from '../../../extension/background/journal/stored-entry.ts'
import type { Database } from '../../../extension/background/journal/open-database.ts'
import { faultRow, type Control, type Outcome, type Run } from '../harness/fault-row.ts'
import type { Violation } from '../history/violation.ts'
import { foldAsShipped, foldWithout } from './histories/compare-folds.ts'
import type { Weaken } from './histories/killable-client.ts'
import { randomHistory, type Steps } from './histories/random-history.ts'

interface Size {
  steps: number
}

/** So long is one history; then come another server and other browsers. */
const HISTORY = 2_500

/** A control ends with the first thing that somebody sees differently. */
const UNTIL_SEEN: Size = { steps: 50_000 }

const asShipped: Weaken = (journal) => journal

async function histories({ size, random }: Run<Size>, how: Partial<Steps>): Promise<Outcome> {
  let [done, sends] = [0, 0]
  const usual = { fold: foldAsShipped, weaken: asShipped }
  const violations: Violation[] = []
  while (done < size.steps && violations.length === 0) {
    const steps = Math.min(HISTORY, size.steps - done)
    // What was kept in the history before it is not looked at again.
    globalThis.indexedDB = new IDBFactory()
    const happened = await randomHistory(random, { ...usual, ...how, steps })
    violations.push(...happened.violations)
    sends += happened.appended
    done += steps
  }
  return { runs: done, sends, violations, figures: [] }
}

/** As if nothing that is kept said that the messages of an older page were deleted after it was read. */
const withoutDeletedByKept: Weaken = (journal: Journal, database: Database): Journal => ({
  ...journal,
  apply: async (room, entries, me) => {
    const removed = await journal.apply(room, entries, me)
    const last = entries.at(-1)
    if (last !== undefined && last.seq < room.cursor)
      for (const entry of entries)
        await database.put('entries', toStored(room.id, entry), [room.id, entry.seq])
    return removed
  },
})

const withoutKind = ([kind, without]: readonly [kind: string, without: string]): Control<Size> => ({
  without,
  size: UNTIL_SEEN,
  run: (run) => histories(run, { fold: foldWithout(kind) }),
})

const kinds = [
  ['edit', 'the fold of edits'],
  ['delete', 'the fold of deletions'],
  ['reaction', 'the fold of reactions'],
  ['pin', 'the fold of pins'],
  ['claim', 'the fold of claims'],
  ['message', 'the fold of replies'],
] as const

faultRow<Size>({
  row: 'R25',
  fault:
    'random histories of changed messages by 3 people in 2 rooms, with loss, other orders, killed backgrounds, restarts and restored backups',
  sizes: { fast: { steps: 10_000 }, full: { steps: 1_000_000 } },
  timeout: 60 * 60_000,
  run: (run) => histories(run, {}),
  control: [
    ...kinds.map(withoutKind),
    {
      without: 'the check of an older page against kept deletions',
      size: UNTIL_SEEN,
      run: (run) => histories(run, { weaken: withoutDeletedByKept }),
    },
  ],
})
