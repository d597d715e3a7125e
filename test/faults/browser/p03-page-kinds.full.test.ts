import { alertsOf } from '../../support/browser/alerts.ts'
import { browserNames, type BrowserName } from '../../support/browser/browser-under-test.ts'
import { focusWindow, request } from '../../support/browser/extension-api.ts'
import { startStage, type Stage } from '../../support/browser/stage.ts'
import { layout, probe } from '../../support/browser/site/page-layout.ts'
import { pageKinds, type PageName } from '../../support/browser/site/page-kinds.ts'
import { waitFor } from '../../support/wait-for.ts'
import { extensionWithout } from '../harness/without-defence.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'

interface Size {
  kinds: readonly PageName[]
}

const all = Object.keys(pageKinds) as PageName[]

const GONE_WITHIN_MS = 3_000

async function onePage({ browser, jonas, site }: Stage, name: BrowserName, kind: PageName) {
  const page = await browser.openPage(site.url(kind))
  await page.bringToFront()
  await focusWindow(browser)
  // A viewer of PDF has no document of the page's own.
  const before = kind === 'pdf' ? undefined : await layout(page)
  const { seq } = await jonas.publish('general', { text: `Over ${kind}`, priority: 4 })
  const began = Date.now()
  await waitFor(async () => {
    const { toasts, notifications } = await alertsOf(browser)
    return toasts + notifications > 0
  }, `an alert over ${kind}`)
  const took = Date.now() - began
  const meanwhile = before && (await layout(page))
  const { toasts, notifications } = await alertsOf(browser)
  await request(browser, 'seen', { room: 'general', seq })
  // One that stays is counted as what it is: nodes that are left.
  const isGone = async (): Promise<boolean> => (await alertsOf(browser)).toasts === 0
  await waitFor(isGone, `no toast over ${kind}`, GONE_WITHIN_MS).catch(() => undefined)
  const after = before && (await layout(page))
  const origin = await browser.inExtension(() => location.origin, undefined)
  const answered = name === 'chromium' && kind === 'plain' ? await page.evaluate(probe, `${origin}/`) : []
  await page.close()
  return {
    took,
    moved: Number(meanwhile?.places !== before?.places),
    left: (after?.nodes ?? 0) - (before?.nodes ?? 0),
    wrong: Math.abs(toasts + notifications - 1),
    answered: answered.length,
  }
}

async function everyPage(run: Run<Size>, name: BrowserName, extension?: string): Promise<Outcome> {
  const stage = await startStage(name, {
    permissions: 'granted',
    ...(extension === undefined ? {} : { extension }),
  })
  run.onEnd(() => stage.close())
  const worst = { took: 0, moved: 0, left: 0, wrong: 0, answered: 0 }
  for (const kind of run.size.kinds) {
    const one = await onePage(stage, name, kind)
    worst.took = Math.max(worst.took, one.took)
    worst.moved += one.moved
    worst.left += one.left
    worst.wrong += one.wrong
    worst.answered += one.answered
  }
  return {
    runs: run.size.kinds.length,
    sends: run.size.kinds.length,
    violations: [],
    figures: [
      { what: 'nodes left', value: worst.left, limit: 0, unit: 'nodes' },
      { what: 'layout moved', value: worst.moved, limit: 0, unit: 'pages' },
      { what: 'alerts missing or beyond one', value: worst.wrong, limit: 0, unit: 'alerts' },
      { what: 'addresses answered', value: worst.answered, limit: 0, unit: 'files' },
      { what: 'until the alert', value: worst.took, limit: 1_000, unit: 'ms' },
    ],
  }
}

for (const name of browserNames) {
  faultRow<Size>({
    row: 'P3',
    fault: `pages of every kind, which are left as they were, in ${name}`,
    sizes: { full: { kinds: all } },
    timeout: 180_000,
    run: (run) => everyPage(run, name),
    control: {
      without: 'the removal of the host',
      size: { kinds: ['plain'] },
      run: (run) => {
        const copy = extensionWithout(name, { find: 'host.remove();', put: '' })
        run.onEnd(copy.remove)
        return everyPage(run, name, copy.path)
      },
    },
  })
}
