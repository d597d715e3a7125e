import { waitFor } from '../../support/wait-for.ts'
import { faultRow, type Figure, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause } from '../harness/fleet.ts'
import type { Removal } from '../harness/without-defence.ts'
import type { Violation } from '../history/violation.ts'
import { clientProgram } from './client-program.ts'
import { HEAP_MB, startLiedTo, type LiedToProcess } from './lied-to-process.ts'
import type { LiedTo } from './lied-to.ts'
import { lies, truth } from './lies.ts'
import { CONNECTIONS, startLyingServer, type Attack } from './lying-server.ts'

interface Size {
  /** Each lie, ms. */
  lasts: number
  /** So many clients are lied to at a time, each by a server of its own. */
  atOnce: number
}

const QUEUED = 3

/** One client and one lie: what a client has taken of one is not there for the next, and each may take all that it takes. */
interface Lied {
  lie: string
  /** The client was connected during the lie. */
  heard: boolean
  /** Undefined: it has ended. */
  after: LiedTo | undefined
  /** Commands of the kind that came most often, beyond one a connection. */
  asked: number
  /** Until it had all that is true and had sent what waited, ms. */
  healed: number
}

async function lieTo(run: Run<Size>, program: string, lie: Attack): Promise<Lied> {
  const server = await startLyingServer()
  run.onEnd(server.close)
  let heard = false
  void server.attack(lie).then(() => (heard = true))
  const client = await startLiedTo(run, program, server.url)
  await waitFor(() => heard || client.hasEnded(), `it connects to: ${lie.name}`)
  await Promise.race([pause(run.size.lasts), client.ended])
  if (lie.untilStopped === true) {
    const stopped = async () => ((await client.report(lie.name))?.stopped ?? 1) > 0
    await waitFor(stopped, 'a stop', 2_000).catch(() => undefined)
  }
  const counts = server.counts()
  const connections = counts.get(CONNECTIONS) ?? 0
  const commands = [...counts].filter(([name]) => name !== 'range' && name !== CONNECTIONS)
  server.rest()
  const after = await client.report(lie.name)
  const healed = await heal(client, () => void server.attack(truth))
  return {
    lie: lie.name,
    heard,
    after,
    asked: Math.max(0, ...commands.map(([, count]) => count - connections)),
    healed,
  }
}

async function heal(client: LiedToProcess, sendTruth: () => void): Promise<number> {
  const began = performance.now()
  sendTruth()
  const isTrue = async (): Promise<boolean> => {
    client.retry()
    const now = await client.report(truth.name)
    return now === undefined || (now.level && now.rooms === 1 && now.waiting === 0)
  }
  const done = await waitFor(isTrue, 'it has what is true', 15_000).then(
    () => !client.hasEnded(),
    () => false,
  )
  return done ? Math.round(performance.now() - began) : Infinity
}

async function beLiedTo(
  run: Run<Size>,
  program: string,
  attacks: readonly Attack[] = lies,
): Promise<Outcome> {
  const left = [...attacks]
  const all: Lied[] = []
  const lane = async (): Promise<void> => {
    for (let lie = left.shift(); lie !== undefined; lie = left.shift())
      all.push(await lieTo(run, program, lie))
  }
  await Promise.all(Array.from({ length: run.size.atOnce }, lane))
  const violations: Violation[] = all
    .filter(({ after }) => after === undefined)
    .map(({ lie }) => ({ kind: 'behind', what: `the client ended: ${lie}` }))
  return { runs: all.length, sends: all.length * QUEUED, violations, figures: figuresOf(all) }
}

function figuresOf(all: readonly Lied[]): Figure[] {
  const most = (of: (one: Lied) => number): number => Math.max(0, ...all.map(of))
  const reports = all.flatMap(({ after }) => after ?? [])
  const worst = all.toSorted((a, b) => memoryOf(b) - memoryOf(a))[0]
  const links = reports.flatMap(({ link, server }) => (link === undefined ? [] : [{ link, server }]))
  const foreign = links.filter(({ link, server }) => !link.startsWith(`${server}/join#b`))
  const silent = all.filter(({ lie, after }) => untilStopped.has(lie) && (after?.stopped ?? 0) === 0)
  const memory = `memory of Node with the client, heap ≤ ${HEAP_MB} MB, ${worst?.after?.idle ?? 0} MB at the start (most: ${worst?.lie ?? ''})`
  const waiting = Math.min(QUEUED, ...reports.map((one) => one.waiting))
  return [
    { what: memory, value: worst ? memoryOf(worst) : Infinity, limit: 150, unit: 'MB' },
    { what: 'resyncs of a room', value: most(({ after }) => after?.resyncs ?? 0), limit: 3, unit: 'times' },
    { what: 'not stopped visibly', value: silent.length, limit: 0, unit: 'rooms' },
    { what: 'lies not heard', value: all.filter(({ heard }) => !heard).length, limit: 0, unit: 'lies' },
    {
      what: 'commands of a kind while one lie lasted, beyond one a connection',
      value: most((one) => one.asked),
      limit: 60,
      unit: 'commands',
    },
    { what: 'longest name', value: most(({ after }) => after?.name ?? 0), limit: 64, unit: 'characters' },
    { what: 'links that lead elsewhere', value: foreign.length, limit: 0, unit: `of ${links.length}` },
    { what: 'lost from the outbox', value: QUEUED - waiting, limit: 0, unit: 'messages' },
    { what: 'caught up with the truth', value: most((one) => one.healed), limit: 15_000, unit: 'ms' },
  ]
}

const memoryOf = ({ after }: Lied): number => after?.rss ?? Infinity
const untilStopped = new Set(lies.filter((lie) => lie.untilStopped === true).map(({ name }) => name))

const endless: Removal = {
  file: 'channel/sync.ts',
  find: 'export const REPLACED_MAX = 3',
  put: 'export const REPLACED_MAX = Infinity',
}
const unbounded: readonly Removal[] = [
  {
    file: 'channel/intake.ts',
    find: 'const TAKEN_MAX = 32 * 1024 * 1024',
    put: 'const TAKEN_MAX = 1e12',
  },
  {
    file: 'channel/push-budget.ts',
    find: 'const ALL_WAITING_MAX = 4 * 1024 * 1024',
    put: 'const ALL_WAITING_MAX = 1e12',
  },
]

/** The control with some defences out has to break this figure, and not just any. */
async function mustBreak(
  run: Run<Size>,
  entry: { without: readonly Removal[]; lies: readonly Attack[]; lasts: number; figure: RegExp },
): Promise<Outcome> {
  const program = await clientProgram(run, liedTo, entry.without)
  const size = { ...run.size, lasts: entry.lasts }
  const outcome = await beLiedTo({ ...run, size }, program, entry.lies)
  const figure = outcome.figures.find(({ what }) => entry.figure.test(what))
  if (figure === undefined || figure.value <= figure.limit)
    throw new Error(
      `${figure?.what}: ${figure?.value} without ${entry.without.map(({ find }) => find).join()}`,
    )
  return { ...outcome, violations: [], figures: [figure] }
}

const liedTo = 'test/faults/client/lied-to.ts'
const named = (...words: RegExp[]) => lies.filter(({ name }) => words.some((word) => word.test(name)))

faultRow<Size>({
  row: 'P4',
  fault: 'a server lies in every way, as fast as it can',
  sizes: { fast: { lasts: 250, atOnce: 4 }, full: { lasts: 5_000, atOnce: 1 } },
  timeout: 180_000,
  run: async (run) => beLiedTo(run, await clientProgram(run, liedTo)),
  control: {
    without: 'a limit on how often a log may be replaced; and one on bytes',
    size: { lasts: 1_000, atOnce: 1 },
    run: async (run) => {
      const [often, much] = await Promise.all([
        mustBreak(run, { without: [endless], lies: named(/each push/), lasts: 1_000, figure: /^resyncs/ }),
        // It ends as soon as its heap is full.
        mustBreak(run, {
          without: unbounded,
          lies: named(/unknown kinds/),
          lasts: 10_000,
          figure: /^memory/,
        }),
      ])
      return { ...often, runs: 2, figures: [...often.figures, ...much.figures] }
    },
  },
})
