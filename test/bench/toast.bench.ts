import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserNames } from '../support/browser/browser-under-test.ts'
import { focusWindow, request } from '../support/browser/extension-api.ts'
import type { PageUnderTest } from '../support/browser/page-under-test.ts'
import { startStage, type Stage } from '../support/browser/stage.ts'
import { connectionsNow } from '../support/browser/server-metrics.ts'
import { toastIsGone } from '../support/browser/toast.ts'
import { waitFor } from '../support/wait-for.ts'
import { figuresOf, textTable } from './figures.ts'

/**
 * From the server's commit (`at` of the entry) to the painted toast: one machine, one clock. Each is to be a card of its own:
 * the messages have priority 4, which comes through the limit of six cards a minute, and go round in so many rooms that
 * none has more than three in 10 s. Each is read before the next is sent.
 */
const TOASTS = 100
const ROOMS = Array.from({ length: 12 }, (_, index) => `bench-${index}`)
/** Not measured: the first ones of a browser that has just been started. */
const WARM_UP = 3

/** When a toast was painted, ms since 1970 by the page's own clock. */
interface Painted {
  /** The first frame in which anything of it can be seen. */
  first: number
  /** The first in which it has come in. */
  full: number
}

/** ms of one toast, from the server's commit; `card` from the navigation of its frame. */
interface Measured extends Painted {
  card: number
}

declare global {
  interface Window {
    painted: Painted[]
  }
}

/** Runs in the page, which sees the host, though nothing in it. */
function watchToasts(): void {
  window.painted = []
  const now = (): number => performance.timeOrigin + performance.now()
  const follow = (host: HTMLElement): void => {
    const look = (): void => {
      if (!host.isConnected) return
      const { left, top, width, height } = host.getBoundingClientRect()
      if (document.elementFromPoint(left + width / 2, top + height / 2) !== host)
        return void requestAnimationFrame(look)
      const first = now()
      // The page gets no event of the transition by which it comes in. This one is as long, and begins with it.
      const beside = new Animation(new KeyframeEffect(null, [], 160))
      beside.play()
      void beside.finished.then(() => window.painted.push({ first, full: now() }))
    }
    requestAnimationFrame(look)
  }
  const observer = new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]))
      if (node instanceof HTMLElement && node.localName === 'backchannel-toast') follow(node)
  })
  observer.observe(document.documentElement, { childList: true })
}

/** Runs in the toast's frame: when the first card was painted, ms since the frame's navigation. Before that it has no content. */
const firstCard = (): number => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN

async function cardTime(page: PageUnderTest): Promise<number> {
  const [frame] = await page.extensionFrames()
  if (frame === undefined) throw new Error('no toast')
  return frame.evaluate(firstCard, undefined)
}

async function openRoom({ server }: Stage, room: string): Promise<void> {
  await server.cli(['room', 'create', room])
  for (const person of ['Mina', 'Jonas'])
    await server.cli(['member', 'add', '--room', room, '--person', person])
}

const rows = [['browser', 'background', 'n', 'p50', 'p95', 'worst', 'p95, come in', 'frame: p50', 'p95']]
afterAll(() => {
  process.stdout.write(`\nFrom the server's commit to the painted toast, ms\n\n${textTable(rows)}\n\n`)
})

describe.each(browserNames)('%s', (name) => {
  let stage: Stage
  let page: PageUnderTest
  beforeAll(async () => {
    stage = await startStage(name, { permissions: 'granted' })
    await Promise.all(ROOMS.map((room) => openRoom(stage, room)))
    page = await stage.browser.openPage(stage.site.url('plain'))
    await page.bringToFront()
    await focusWindow(stage.browser)
    await page.evaluate(watchToasts, undefined)
    for (let count = 0; count < WARM_UP; count++) await oneToast(`Warm-up ${count}`)
  })
  afterAll(() => stage.close())

  let sent = 0
  /** Sends a message, and answers with the ms from its commit to its paint once it has been read and is gone. */
  async function oneToast(text: string): Promise<Measured> {
    const before = await page.evaluate(() => window.painted.length, undefined)
    const room = ROOMS[sent++ % ROOMS.length] ?? ''
    const { at, seq } = await stage.jonas.publish(room, { text, priority: 4 })
    let painted: Painted | undefined
    await waitFor(async () => {
      painted = await page.evaluate((index) => window.painted[index], before)
      return painted !== undefined
    }, `"${text}" is painted`)
    const card = await cardTime(page)
    await request(stage.browser, 'seen', { room, seq })
    await toastIsGone(page)
    if (painted === undefined) throw new Error('unreachable')
    return { first: painted.first - at, full: painted.full - at, card }
  }

  async function measure(background: string, prepare: () => Promise<void>): Promise<void> {
    const measured: Measured[] = []
    for (let count = 1; count <= TOASTS; count++) {
      await prepare()
      measured.push(await oneToast(`${background} ${count}`))
    }
    const first = figuresOf(measured.map((painted) => painted.first))
    const full = figuresOf(measured.map((painted) => painted.full))
    const card = figuresOf(measured.map((one) => one.card))
    const cells = [first.n, first.p50, first.p95, first.worst, full.p95, card.p50, card.p95]
    rows.push([name, background, ...cells.map((cell) => String(Math.round(cell)))])
    expect(first.n).toBe(TOASTS)
  }

  test('warm: one toast after another', () => measure('warm', () => Promise.resolve()))

  test('cold: the first toast of a background that has just been started', () =>
    measure('cold', async () => {
      const { browser, server } = stage
      await browser.stopBackground()
      // Jonas has the other one.
      await waitFor(async () => (await connectionsNow(server.url)) === 1, 'its connection is gone')
      await request(browser, 'reconnect', {})
      await waitFor(async () => (await connectionsNow(server.url)) === 2, 'it is connected again')
    }))
})
