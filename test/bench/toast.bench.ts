import { afterAll, test } from 'vitest'
import { alertsOf } from '../support/browser/alerts.ts'
import { browserNames, type BrowserName } from '../support/browser/browser-under-test.ts'
import { focusWindow, request } from '../support/browser/extension-api.ts'
import type { PageUnderTest } from '../support/browser/page-under-test.ts'
import { startScene, type Scene } from '../support/browser/scene.ts'
import { connectionsNow } from '../support/browser/server-metrics.ts'
import { waitFor } from '../support/wait-for.ts'
import { percentile } from './percentile.ts'

const times = Number(process.env['BACKCHANNEL_BENCH_TIMES'] ?? 100)

/** Jonas and Mina. */
const BOTH = 2

interface Line {
  browser: BrowserName
  background: 'warm' | 'cold'
  ms: number[]
}
const lines: Line[] = []

declare global {
  interface Window {
    paintedAt: Promise<number>
  }
}

/** Runs in the page: waits for a toast that is made visible, and then for the first frame that is drawn with it. */
function watchForPaint(): void {
  window.paintedAt = new Promise((resolve) => {
    const look = (): void => {
      const host = document.querySelector<HTMLElement>('backchannel-toast')
      if (host === null || host.style.opacity !== '1') return
      observer.disconnect()
      // The callback runs before that frame is painted, a task that it posts runs after.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(Date.now())
        port2.postMessage(undefined)
      })
    }
    const observer = new MutationObserver(look)
    observer.observe(document, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['style'],
    })
  })
}

/** From the server's commit to the painted toast, ms of the one clock that both have. */
async function once({ browser, jonas }: Scene, page: PageUnderTest): Promise<number> {
  await page.evaluate(watchForPaint, undefined)
  // Priority 4 is told whatever else came in this minute.
  const { seq, at } = await jonas.publish('general', { text: 'Is it there yet?', priority: 4 })
  const painted = await page.evaluate(() => window.paintedAt, undefined)
  await request(browser, 'seen', { room: 'general', seq })
  await waitFor(async () => (await alertsOf(browser)).toasts === 0, 'the toast is gone')
  return painted - at
}

/** Stops the background and waits until another one is connected. */
async function restart({ browser, server }: Scene): Promise<void> {
  await browser.stopBackground()
  await waitFor(async () => (await connectionsNow(server.url)) === BOTH - 1, 'its connection is gone')
  await request(browser, 'reconnect', {})
  await waitFor(async () => (await connectionsNow(server.url)) === BOTH, 'it is connected')
}

test.each(browserNames)('commit to painted toast, in %s', async (name) => {
  const scene = await startScene(name, { permissions: 'granted' })
  try {
    const page = await scene.browser.openPage(scene.site.url('plain'))
    await page.bringToFront()
    await focusWindow(scene.browser)
    // What both browsers compile and cache once.
    for (let count = 0; count < 3; count += 1) await once(scene, page)
    const warm: Line = { browser: name, background: 'warm', ms: [] }
    while (warm.ms.length < times) warm.ms.push(await once(scene, page))
    const cold: Line = { browser: name, background: 'cold', ms: [] }
    while (cold.ms.length < times) {
      await restart(scene)
      cold.ms.push(await once(scene, page))
    }
    lines.push(warm, cold)
  } finally {
    await scene.close()
  }
})

afterAll(() => {
  const rows = lines.map(({ browser, background, ms }) => [
    ...[browser, background, String(ms.length)],
    ...[percentile(ms, 0.5), percentile(ms, 0.95), Math.max(...ms)].map((value) => `${value} ms`),
  ])
  const all = [['browser', 'background', 'times', 'p50', 'p95', 'worst'], ...rows]
  const table = all.map((cells) => cells.map((cell) => cell.padEnd(12)).join('')).join('\n')
  process.stdout.write(`\nFrom the server's commit to the painted toast\n\n${table}\n\n`)
})
