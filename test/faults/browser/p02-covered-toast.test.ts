import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { browserNames, type BrowserName } from '../../support/browser/browser-under-test.ts'
import { alertsOf } from '../../support/browser/alerts.ts'
import {
  clearNotifications,
  focusWindow,
  request,
  setAttention,
} from '../../support/browser/extension-api.ts'
import type { FrameUnderTest, PageUnderTest } from '../../support/browser/page-under-test.ts'
import { startScene, type Scene } from '../../support/browser/scene.ts'
import { readToast } from '../../support/browser/toast.ts'
import { isClaim } from '../../../protocol/message.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { extensionWithout } from '../harness/without-defence.ts'
import { tricks, trickSource, type TrickName } from './hostile/tricks.ts'
import { minaNow } from './hostile/mina-now.ts'

interface Size {
  tricks: readonly TrickName[]
}
const all = Object.keys(tricks) as TrickName[]
const some: readonly TrickName[] = [
  'made transparent',
  'moved under the pointer',
  'covered by a picture that lets clicks through',
  'covered by glass that lets clicks through',
]

/** What a click of a person can set off on an urgent card. */
const buttons = ['I have it', 'Acknowledge', 'Restart'] as const

/** Counts the requests that a card's button makes. */
async function startTarget(run: Run<unknown>): Promise<{ url: string; requests(): number }> {
  let requests = 0
  const server: Server = createServer((_, response) => {
    requests += 1
    response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  run.onEnd(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests: () => requests }
}

interface Spot {
  x: number
  y: number
}

/** Where the middles of these buttons lie in the page. */
async function spotsOf(page: PageUnderTest, toast: FrameUnderTest): Promise<Spot[]> {
  const host = await page.evaluate(() => {
    const { left, top } =
      document.querySelector('backchannel-toast')?.getBoundingClientRect() ?? new DOMRect()
    return { left, top }
  }, undefined)
  const inside = await toast.evaluate(
    (names) => {
      const found = [...document.querySelectorAll('button')].filter(({ innerText }) =>
        names.includes(innerText.trim()),
      )
      return found.map((button) => {
        const { left, top, width, height } = button.getBoundingClientRect()
        return { x: left + width / 2, y: top + height / 2 }
      })
    },
    buttons as readonly string[],
  )
  return inside.map(({ x, y }) => ({ x: host.left + x, y: host.top + y }))
}

interface Seen {
  acts: number
  alerts: number
}

/** One trick, and a click on each button where a person saw it last. */
async function fall(
  scene: Scene,
  target: { url: string; requests(): number },
  trick: TrickName,
): Promise<Seen> {
  const { browser, jonas, site } = scene
  const page = await browser.openPage(site.url('plain'))
  await page.bringToFront()
  await focusWindow(browser)
  const text = `Alarm: ${trick}`
  const action = { type: 'http', label: 'Restart', url: target.url, method: 'POST' } as const
  const entry = await jonas.publish('general', { text, priority: 5, actions: [action] })
  const toast = await readToast(page, text)
  const spots = await spotsOf(page, toast)
  if (spots.length !== buttons.length) throw new Error(`${spots.length} of ${buttons.length} buttons found`)
  const requests = target.requests()
  const before = await minaNow(browser)
  const claims = (): number => jonas.entries('general').filter(isClaim).length
  const claimed = claims()

  await page.evaluate((code) => void Reflect.apply(new Function(code), undefined, []), trickSource(trick))
  // By now Chromium has told the frame that it is hidden (100 ms) and the host has noticed what was done to it.
  await new Promise((resolve) => setTimeout(resolve, 300))
  for (const { x, y } of spots) await page.clickAt(x, y)
  await new Promise((resolve) => setTimeout(resolve, 700))
  const acts =
    target.requests() - requests + (claims() - claimed) + ((await minaNow(browser)) === before ? 0 : 1)
  const { toasts, notifications } = await alertsOf(browser)
  await request(browser, 'seen', { room: 'general', seq: entry.seq })
  await page.close()
  for (;;) {
    const confirm = await browser.extensionPage('confirm/index.html')
    if (confirm === undefined) break
    await confirm.close()
  }
  await clearNotifications(browser)
  return { acts, alerts: toasts + notifications }
}

async function fallForAll(run: Run<Size>, name: BrowserName, build?: string): Promise<Outcome> {
  const extension = build === undefined ? {} : { extension: build }
  const scene = await startScene(name, { permissions: 'granted', ...extension })
  run.onEnd(() => scene.close())
  const target = await startTarget(run)
  await setAttention(scene.browser, { urgent: true })
  let acts = 0
  let doubled = 0
  const fell: TrickName[] = []
  for (const trick of run.size.tricks) {
    const seen = await fall(scene, target, trick)
    acts += seen.acts
    if (seen.acts > 0) fell.push(trick)
    if (seen.alerts > 1) doubled += 1
  }
  return {
    runs: run.size.tricks.length,
    sends: run.size.tricks.length,
    violations: [],
    figures: [
      {
        what: ['acknowledged, claimed or requested unseen', ...fell].join(': '),
        value: acts,
        limit: 0,
        unit: 'acts',
      },
      { what: 'told in two places', value: doubled, limit: 0, unit: 'alerts' },
    ],
  }
}

/** Chromium's word is what is taken out there. Firefox gives none: there it is what sends each act to our own page. */
const defences: Record<BrowserName, { name: string; find: string; put: string }> = {
  chromium: {
    name: 'the browser’s word on what is seen',
    find: 'trust.seen(Reflect.get(last, "isVisible") === true)',
    put: 'trust.seen(true)',
  },
  firefox: {
    name: 'the question on a page of our own',
    find: 'const verifies = (since) => visible !== "unknown" && ',
    put: 'const verifies = (since) => visible === "unknown" || ',
  },
}

for (const name of browserNames) {
  faultRow<Size>({
    row: 'P2',
    fault: `a page covers, hides or moves a toast under the pointer, in ${name}`,
    sizes: { fast: { tricks: some }, full: { tricks: all } },
    timeout: 120_000,
    run: (run) => fallForAll(run, name),
    control: {
      without: defences[name].name,
      size: { tricks: some },
      run: (run) => {
        const copy = extensionWithout(name, defences[name])
        run.onEnd(copy.remove)
        return fallForAll(run, name, copy.path)
      },
    },
  })
}
