import { browserNames, type BrowserName } from '../../support/browser/browser-under-test.ts'
import { focusWindow } from '../../support/browser/extension-api.ts'
import type { PageUnderTest } from '../../support/browser/page-under-test.ts'
import { recorded } from '../../support/browser/recorded.ts'
import { startStage, type Stage } from '../../support/browser/stage.ts'
import type { PageName } from '../../support/browser/site/page-kinds.ts'
import { shownToast } from '../../support/browser/toast.ts'
import { waitFor } from '../../support/wait-for.ts'
import { faultRow, type Figure, type Outcome, type Run } from '../harness/fault-row.ts'
import { extensionWithout } from '../harness/without-defence.ts'

/** What happens to the extension while a toast shows in a tab of this kind. */
interface Fault {
  what: 'reloadExtension' | 'disableExtension' | 'removeExtension'
  front: PageName
}

interface Size {
  faults: readonly Fault[]
}

const reload: Fault = { what: 'reloadExtension', front: 'plain' }
const all: readonly Fault[] = [
  reload,
  { what: 'reloadExtension', front: 'strict' },
  { what: 'disableExtension', front: 'plain' },
  { what: 'removeExtension', front: 'strict' },
]

/** A toast that is still there by then stays for good. */
const GIVEN_UP_MS = 6_000

/** What takes an orphan away differs: Chromium lets the injected script live on, Firefox ends it. */
const defences: Record<BrowserName, { name: string; find: string; put: string }> = {
  chromium: {
    name: 'the check whether the extension is still there',
    find: '?.runtime?.id !== void 0',
    put: ' !== null',
  },
  firefox: {
    name: 'the transition that hides it',
    find: 'visibility: "hidden"',
    put: 'visibility: "visible"',
  },
}

/** Runs in the page: how many toasts a click would hit. By then it could be seen too: what is hidden takes no click. */
function toastsThere(): number {
  const hosts = [...document.querySelectorAll('backchannel-toast')]
  return hosts.filter((host) => {
    const { left, top, width, height } = host.getBoundingClientRect()
    return document.elementFromPoint(left + width / 2, top + height / 2) === host
  }).length
}

const toastsIn = async (pages: readonly PageUnderTest[]): Promise<number> => {
  let count = 0
  for (const page of pages) count += await page.evaluate(toastsThere, undefined)
  return count
}

/** ms until no page shows a toast; Infinity when one stays. */
async function untilGone(pages: readonly PageUnderTest[]): Promise<number> {
  const began = performance.now()
  return waitFor(async () => (await toastsIn(pages)) === 0, 'no toast is left', GIVEN_UP_MS).then(
    () => Math.round(performance.now() - began),
    () => Infinity,
  )
}

async function errorsOf(page: PageUnderTest): Promise<number> {
  const { events } = await recorded(page)
  return (
    events.filter((event) => /^(error|securitypolicyviolation)/.test(event)).length + page.errors().length
  )
}

async function toFront({ browser }: Stage, page: PageUnderTest): Promise<void> {
  await focusWindow(browser)
  await page.bringToFront()
}

async function oneFault(run: Run<Size>, name: BrowserName, fault: Fault, build?: string): Promise<Figure[]> {
  const extension = build === undefined ? {} : { extension: build }
  const stage = await startStage(name, { permissions: 'granted', ...extension })
  run.onEnd(() => stage.close())
  const { browser, jonas, site } = stage
  const pages: PageUnderTest[] = []
  for (const kind of ['isolated', 'plain', fault.front] as const)
    pages.push(await browser.openPage(site.url(kind)))
  const front = pages.at(-1)
  if (front === undefined) throw new Error('unreachable')
  await toFront(stage, front)
  await jonas.send('general', 'Before')
  await shownToast(front, 'Before')
  const before = await errorsOf(front)

  await browser[fault.what]()
  const gone = await untilGone(pages)
  const figures = [{ what: 'the toast is gone after', value: gone, limit: 2_500, unit: 'ms' }]
  if (fault.what === 'reloadExtension' && gone !== Infinity) {
    await toFront(stage, front)
    await jonas.send('general', 'After')
    await shownToast(front, 'After')
    const more = (await toastsIn(pages)) - 1
    figures.push({ what: 'toasts of the new one, beyond one', value: more, limit: 0, unit: 'toasts' })
  }
  let errors = -before
  for (const page of pages) errors += await errorsOf(page)
  figures.push({ what: 'errors in pages', value: errors, limit: 0, unit: 'errors' })
  return figures
}

async function faultsIn(run: Run<Size>, name: BrowserName, build?: string): Promise<Outcome> {
  const { faults } = run.size
  const worst = new Map<string, Figure>()
  for (const fault of faults) {
    for (const figure of await oneFault(run, name, fault, build)) {
      const value = Math.max(figure.value, worst.get(figure.what)?.value ?? 0)
      worst.set(figure.what, { ...figure, value })
    }
  }
  const figures = [...worst.values()]
  return { runs: faults.length, sends: faults.length, violations: [], figures }
}

for (const name of browserNames) {
  faultRow<Size>({
    row: 'R11',
    fault: `the extension is reloaded, switched off or removed while a toast shows, in ${name}`,
    sizes: { fast: { faults: [reload] }, full: { faults: all } },
    timeout: 120_000,
    run: (run) => faultsIn(run, name),
    control: {
      without: defences[name].name,
      size: { faults: [reload] },
      takesLong: true,
      run: (run) => {
        const copy = extensionWithout(name, defences[name])
        run.onEnd(copy.remove)
        return faultsIn(run, name, copy.path)
      },
    },
  })
}
