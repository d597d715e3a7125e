import { describe, expect, it } from 'vitest'
import { within } from '../../support/promised.ts'
import { createHistory, type History } from '../history/history.ts'
import type { Violation } from '../history/violation.ts'
import { missingNeed, type Need } from './needs.ts'
import { createRandom, type Random } from './random.ts'

export interface Run<S> {
  size: S
  seed: number
  random: Random
  history: History
  /** Runs when this run has ended, however it ended; the last one first. */
  onEnd(end: () => unknown): void
}

/** Something that has a limit. `unit` is ms, MiB, … */
export interface Figure {
  what: string
  value: number
  limit: number
  unit: string
}

export interface Outcome {
  /** How often the fault was made. */
  runs: number
  sends: number
  violations: Violation[]
  figures: Figure[]
}

export interface Control<S> {
  without: string
  size: S
  /** It takes long at its smallest: `npm run faults` alone runs it. */
  takesLong?: boolean
  run(run: Run<S>): Promise<Outcome>
}

export interface FaultRow<S> {
  row: string
  fault: string
  /** What the machine must have; without it the row is skipped and says so. */
  needs?: readonly Need[]
  /** Some rows are part of `npm test` at size `fast` (vite.config.ts). A file of rows without it is a `….full.test.ts`. */
  sizes: { fast?: S; full: S }
  /** May take so long, ms. */
  timeout: number
  run(run: Run<S>): Promise<Outcome>
  /** The same with one defence taken out, or one after the other. Each must fail, or the row proves nothing. */
  control: Control<S> | readonly Control<S>[]
}

/** What the table of `npm run faults` is made of. */
export interface RowReport extends Outcome {
  row: string
  fault: string
  seed: number
  control: string | undefined
}

declare module 'vitest' {
  interface TaskMeta {
    fault?: RowReport
  }
}

const full = process.env['BACKCHANNEL_FAULTS'] === 'full'
const seed = Number(process.env['BACKCHANNEL_FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

/** Registers a row of faults and its control as tests. A failure says how to make it again, and keeps its history. */
export function faultRow<S>(row: FaultRow<S>): void {
  const missing = missingNeed(row.needs ?? [])
  const size = full ? row.sizes.full : row.sizes.fast
  if (size === undefined) return
  const note = missing === undefined ? '' : ` (not run: ${missing})`

  describe(`${row.row} ${row.fault}${note}`, { timeout: row.timeout }, () => {
    it.skipIf(missing !== undefined)('holds', async ({ task }) => {
      await recorded(row, size, row.run, (outcome) => {
        task.meta.fault = { ...outcome, row: row.row, fault: row.fault, seed, control: undefined }
        expect(broken(outcome), again(row.row)).toEqual([])
      })
    })

    for (const control of [row.control].flat()) {
      if (control.takesLong === true && !full) continue
      const { without, run } = control
      it.skipIf(missing !== undefined)(`is caught without ${without}`, async ({ task }) => {
        await recorded(row, control.size, run, (outcome) => {
          task.meta.fault = { ...outcome, row: row.row, fault: row.fault, seed, control: without }
          expect(broken(outcome), `${row.row} holds without ${without}: it proves nothing`).not.toEqual([])
        })
      })
    }
  })
}

async function recorded<S>(
  { row }: FaultRow<S>,
  size: S,
  run: (run: Run<S>) => Promise<Outcome>,
  check: (outcome: Outcome) => void,
): Promise<void> {
  const history = createHistory()
  const ends: (() => unknown)[] = []
  try {
    const random = createRandom(seed)
    check(await run({ size, seed, random, history, onEnd: (end) => void ends.push(end) }))
  } catch (error) {
    history.save(`dist/faults/${row}-${seed}.json`)
    throw error
  } finally {
    await endAll(ends)
  }
}

/** Every one of them, even if one before it fails: a mount that stays is worse than a word that comes late. */
async function endAll(ends: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = []
  for (const end of [...ends].reverse()) {
    try {
      await end()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}

/** Each broken guarantee and each figure beyond its limit, as sentences. */
function broken({ violations, figures }: Outcome): string[] {
  const limitOf = ({ limit, unit }: Figure): number => (unit === 'ms' ? within(limit) : limit)
  const beyond = figures.filter((figure) => !(figure.value <= limitOf(figure)))
  return [
    ...violations.slice(0, 20).map(({ kind, what }) => `${kind}: ${what}`),
    ...beyond.map((figure) => `${figure.what}: ${figure.value} ${figure.unit}, at most ${limitOf(figure)}`),
  ]
}

const again = (row: string): string =>
  `again: npm run faults -- --row ${row} --seed ${seed}; history: dist/faults/${row}-${seed}.json`
