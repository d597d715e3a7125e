import { browserNames, type BrowserName } from '../../support/browser/browser-under-test.ts'
import { setSettings } from '../../support/browser/extension-api.ts'
import { startStage } from '../../support/browser/stage.ts'
import { startServerFront, type ServerFront } from '../../support/server/server-front.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { extensionWithout, type Removal } from '../harness/without-defence.ts'
import { fallFor } from './hostile/fall-for.ts'
import { changes, covers, moves, type TrickName } from './hostile/tricks.ts'

interface Size {
  tricks: readonly TrickName[]
}
const namesOf = <T extends object>(tricks: T): (keyof T)[] => Object.keys(tricks) as (keyof T)[]

async function fallForAll(run: Run<Size>, name: BrowserName, build?: string): Promise<Outcome> {
  const extension = build === undefined ? {} : { extension: build }
  // A button reaches nothing on this computer but the server, so that the server is behind what counts.
  const before: ServerFront[] = []
  const stage = await startStage(name, {
    permissions: 'granted',
    ...extension,
    invite: async (server) => {
      const front = await startServerFront(server.port)
      before.push(front)
      run.onEnd(front.close)
      return front.through(server.invite)
    },
  })
  run.onEnd(() => stage.close())
  const [front] = before
  if (front === undefined) throw new Error('The stage made no invite.')
  const target = { url: front.button, requests: () => front.heard.length }
  await setSettings(stage.browser, { urgent: true })

  // Without a trick they work, or that they do nothing below would prove nothing.
  const honest = await fallFor(stage, target, undefined)
  const worked = name === 'chromium' ? honest.acts : honest.asked
  const fell = { acts: [] as TrickName[], asked: [] as TrickName[], alerted: [] as TrickName[] }
  for (const trick of run.size.tricks) {
    const { acts, asked, alerts } = await fallFor(stage, target, trick)
    if (acts > 0) fell.acts.push(trick)
    // Firefox does not report to the frame what lies over it.
    if (asked > 0 && (name === 'chromium' || !(trick in covers))) fell.asked.push(trick)
    const right = trick in changes ? alerts.toasts === 0 && alerts.notifications === 1 : true
    if (!right || alerts.toasts + alerts.notifications > 1) fell.alerted.push(trick)
  }
  const figure = (what: string, names: readonly TrickName[]) => ({
    what: [what, ...names].join(': '),
    value: names.length,
    limit: 0,
    unit: 'tricks',
  })
  return {
    runs: run.size.tricks.length,
    sends: run.size.tricks.length + 1,
    violations: [],
    figures: [
      { what: 'no effect of a click that is meant', value: worked > 0 ? 0 : 1, limit: 0, unit: 'clicks' },
      figure('acknowledged, claimed or requested unseen', fell.acts),
      figure('asked on our own page what was not meant', fell.asked),
      figure('shown in two places, or by a toast that was changed', fell.alerted),
    ],
  }
}

type Defence = Omit<Removal, 'file'>
interface Control {
  without: string
  removals: Record<BrowserName, readonly Defence[]>
}

const changeCheck: Defence = {
  find: 'function isChanged({ host, expectedStyle }, root) {',
  put: 'function isChanged() { return false;',
}
const halfSecond: Defence = { find: 'since !== void 0 && now() - since >= TRUST_MS', put: 'true' }
const question: Defence = {
  find: 'const verifies = (since) => visible !== "unknown" && ',
  put: 'const verifies = (since) => visible === "unknown" || ',
}

const unchanged: Control = {
  without: 'the check of what the page changes of the host',
  removals: { chromium: [changeCheck], firefox: [changeCheck] },
}
/** Firefox does not report what is seen: there it is the question that stops a click through a cover. */
const seen: Control = {
  without: 'the half second of being seen where it is (in Firefox the question on our own page too)',
  removals: { chromium: [halfSecond], firefox: [halfSecond, question] },
}

/** For the controls. */
const someChanges: readonly TrickName[] = ['moved under the pointer', 'animated']
const someOthers: readonly TrickName[] = ['covered by glass', 'zoomed under the pointer']
/** Each trick takes seconds: `npm test` tries one that changes the toast and one that covers it, in one start of the browser. */
const representatives: Size = { tricks: ['moved under the pointer', 'covered by glass'] }

function rowFor(
  name: BrowserName,
  what: string,
  some: readonly TrickName[],
  sizes: { fast?: Size; full: Size },
  control: Control,
): void {
  faultRow<Size>({
    row: 'P2',
    fault: `${what}, in ${name}`,
    sizes,
    timeout: 180_000,
    run: (run) => fallForAll(run, name),
    control: {
      without: control.without,
      size: { tricks: some },
      takesLong: true,
      run: (run) => {
        const copy = extensionWithout(name, ...control.removals[name])
        run.onEnd(copy.remove)
        return fallForAll(run, name, copy.path)
      },
    },
  })
}

/** A person sends at most ten urgent messages an hour: so many tricks, after the card without one. */
const TRICKS_MAX = 9
const changing = namesOf(changes)

for (const name of browserNames) {
  const first = { fast: representatives, full: { tricks: changing.slice(0, TRICKS_MAX) } }
  rowFor(name, 'a page changes, hides or moves a toast', someChanges, first, unchanged)
  const others = { full: { tricks: [...namesOf(covers), ...namesOf(moves), ...changing.slice(TRICKS_MAX)] } }
  rowFor(name, 'a page covers a toast or zooms it under the pointer', someOthers, others, seen)
}
