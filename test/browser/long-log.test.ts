import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserNames } from '../support/browser/browser-under-test.ts'
import { fillRoom, withoutRateLimit } from '../support/browser/fill-room.ts'
import type { PageUnderTest } from '../support/browser/page-under-test.ts'
import { messages, showsMessage, startStage, type Stage } from '../support/browser/stage.ts'
import { waitFor } from '../support/wait-for.ts'

const MESSAGES = 3_000
/** CSS pixels. */
const PANEL = { width: 380, height: 560 }

/** What was seen on a walk through the log. */
interface Walk {
  /** Rows in the document, at most. */
  rows: number
  /** CSS pixels that a row in view moved by itself, at most. */
  moved: number
  first: number
  last: number
}

/** Runs in the page: scrolls until nothing more comes that way. */
async function walk(direction: 'up' | 'down'): Promise<Walk> {
  const log = document.querySelector<HTMLElement>('[role="log"]')
  if (log === null) throw new Error('no log')
  const rows = () => [...log.querySelectorAll<HTMLElement>('article[data-seq]')]
  const seqOf = (row: HTMLElement | undefined) => Number(row?.dataset['seq'])
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const seen: Walk = { rows: 0, moved: 0, first: NaN, last: NaN }
  let changed = performance.now()
  // What is older is asked of the background, which may be at something else.
  while (performance.now() - changed < 4_000) {
    log.scrollTop += direction === 'up' ? -280 : 280
    const { top, height } = log.getBoundingClientRect()
    const middle = rows().find((row) => row.getBoundingClientRect().bottom > top + height / 2)
    const before = middle?.getBoundingClientRect().top ?? NaN
    await frame()
    await frame()
    const all = rows()
    seen.rows = Math.max(seen.rows, all.length)
    if (middle?.isConnected !== true) throw new Error('a row in view has gone')
    seen.moved = Math.max(seen.moved, Math.abs(middle.getBoundingClientRect().top - before))
    const [first, last] = [seqOf(all[0]), seqOf(all.at(-1))]
    if (first !== seen.first || last !== seen.last) changed = performance.now()
    Object.assign(seen, { first, last })
  }
  return seen
}

describe.each(browserNames)('a log of 3,000 messages in %s', (name) => {
  let stage: Stage
  let popup: PageUnderTest
  let last: number
  beforeAll(async () => {
    stage = await startStage(name, { permissions: 'none', serverEnv: withoutRateLimit })
    last = await fillRoom(stage.jonas.account, 'general', MESSAGES)
    popup = await stage.browser.openExtensionPage('popup/index.html')
    await popup.setSize(PANEL.width, PANEL.height)
    await popup.bringToFront()
    const newest = async () => (await popup.text('log', messages)).includes(`Message ${MESSAGES}`)
    await waitFor(async () => {
      // It opens where what is new begins.
      await popup.evaluate(() => document.querySelector<HTMLElement>('.jump')?.click(), undefined)
      return newest()
    }, 'the newest message shows')
  })
  afterAll(() => stage.close())

  it('keeps a part of it in the document, and what is read in its place, on the way up and down', async () => {
    const up = await popup.evaluate(walk, 'up')
    expect(up.first).toBe(last - MESSAGES + 1)
    const down = await popup.evaluate(walk, 'down')
    expect(down.last).toBe(last)
    for (const { rows, moved } of [up, down]) {
      expect(rows).toBeLessThanOrEqual(300)
      expect(moved).toBeLessThanOrEqual(1)
    }
    expect(await popup.has('button', 'Jump to newest')).toBe(false)
  }, 120_000)

  it('does not move what is read when a message comes in, and leads to it', async () => {
    await popup.evaluate(() => {
      const log = document.querySelector('[role="log"]')
      if (log !== null) log.scrollTop -= 3_000
    }, undefined)
    await waitFor(() => popup.has('button', 'Jump to newest'), 'the end is out of view')
    // The first row that is drawn loses its heading when the one above it comes in.
    await waitFor(
      () => popup.evaluate(() => (document.querySelector('[role="log"]')?.scrollTop ?? 0) > 600, undefined),
      'rows are drawn above it',
    )
    const place = () =>
      popup.evaluate(() => {
        const log = document.querySelector('[role="log"]')
        const edge = log?.getBoundingClientRect().top ?? 0
        const rows = [...document.querySelectorAll<HTMLElement>('article[data-seq]')]
        const row = rows.find((one) => one.getBoundingClientRect().bottom > edge)
        return { seq: row?.dataset['seq'], top: row?.getBoundingClientRect().top }
      }, undefined)
    const before = await place()
    await stage.jonas.send('general', 'One more')
    await waitFor(() => popup.has('button', '1 new'), 'it is counted')
    expect(await place()).toEqual(before)
    await popup.click('button', '1 new')
    await showsMessage(popup, 'One more')
  })

  it('goes by the keyboard to the oldest message that is held and to the newest', async () => {
    const focused = () =>
      popup.evaluate(() => Number(document.activeElement?.getAttribute('data-seq')), undefined)
    await popup.evaluate(
      () => [...document.querySelectorAll<HTMLElement>('article[data-seq]')].at(-1)?.focus(),
      undefined,
    )
    await popup.press('Home')
    await waitFor(async () => (await focused()) < last - 50, 'the first has the focus')
    await popup.press('End')
    await waitFor(async () => (await focused()) === last + 1, 'the newest has the focus')
  })
})
