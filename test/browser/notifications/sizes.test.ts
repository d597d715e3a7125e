import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { startFixtures, type Fixtures } from '../../support/browser/fixtures.ts'
import { revealMs } from '../../support/browser/extension-api.ts'
import { shownToast, toastFits } from '../../support/browser/toast.ts'
import type { Published } from '../../support/channel/node-client.ts'

const wide = { width: 1000, height: 700 }
const narrow = { width: 320, height: 700 }

const short = { text: 'Lunch?' }
const long = { text: 'A very long message that goes on and on, much further than anybody reads. '.repeat(30) }
const withButtons: Published = {
  ...long,
  title: 'A title that is so long that no card has a line for all of it, however wide the window may be',
  actions: [
    { type: 'view', label: 'Log', url: 'https://ci.example.org/43' },
    { type: 'http', label: 'Run again', url: 'https://ci.example.org/43/run', method: 'POST' },
    { type: 'copy', label: 'Id', value: '43' },
  ],
}

/** Runs in the page: the host's distance from each edge of the window, and its size. */
function place(): Record<'top' | 'left' | 'bottom' | 'right' | 'width' | 'height', number> {
  const host = document.querySelector('backchannel-toast')
  if (host === null) throw new Error('no toast')
  const { top, left, bottom, right, width, height } = host.getBoundingClientRect()
  const { clientWidth } = document.documentElement
  return { top, left, bottom: innerHeight - bottom, right: clientWidth - right, width, height }
}

/** Runs in the frame. */
function inside(): { cards: number[]; lines: number; smallest: number; buttons: number } {
  const size = (selector: string): DOMRect[] =>
    [...document.querySelectorAll(selector)]
      .filter((one) => one.checkVisibility())
      .map((one) => one.getBoundingClientRect())
  const text = document.querySelector('.message .text')
  if (text === null) throw new Error('no text')
  const buttons = size('button').flatMap(({ width, height }) => [width, height])
  return {
    cards: size('.card').map(({ height }) => height),
    lines: Math.round(text.clientHeight / parseFloat(getComputedStyle(text).lineHeight)),
    smallest: Math.min(...buttons),
    buttons: buttons.length / 2,
  }
}

describe.each(browserNames)('how large a toast is in %s', (name) => {
  let t: Fixtures
  beforeAll(async () => {
    t = await startFixtures(name, { permissions: 'granted', small: 8 })
  })
  afterEach(() => t.endCase())
  afterAll(() => t.close())

  async function measure(body: Published) {
    await t.jonas.publish(t.takeRoom(), { priority: 4, ...body })
    const toast = await shownToast(t.page, body.text.slice(0, 20))
    await toastFits(toast)
    return { where: await t.page.evaluate(place, undefined), what: await toast.evaluate(inside, undefined) }
  }

  it.each([
    ['top-left', 'a short text', wide, short, 1],
    ['top-right', 'a very long text', wide, long, 3],
    ['bottom-left', 'a long title, a very long text and three buttons', wide, withButtons, 3],
    ['bottom-right', 'the same, urgent', wide, { ...withButtons, priority: 5 }, 1],
    ['bottom-right', 'a short text, narrow', narrow, short, 1],
    ['bottom-right', 'a very long text, narrow', narrow, long, 3],
  ] as const)('in the corner %s: %s', async (corner, _, size, body, lines) => {
    await Promise.all([t.setDevice({ corner, stay: null }), t.setPerson({ urgent: true })])
    await t.page.setSize(size.width, size.height)
    const { where, what } = await measure(body)
    const [vertical, horizontal] = corner.split('-') as ['top' | 'bottom', 'left' | 'right']
    expect([where[vertical], where[horizontal]]).toEqual([16, 16])
    expect(where.width).toBe(Math.min(360, size.width - 32))
    expect(what.cards).toHaveLength(1)
    expect(where.height).toBeGreaterThanOrEqual(72)
    expect(where.height).toBeLessThanOrEqual(168)
    expect(what.lines).toBe(lines)
    expect(what.buttons).toBeGreaterThanOrEqual(3)
    expect(what.smallest).toBeGreaterThanOrEqual(32)
  })

  it('comes without a movement where the person wants none, and else in 160 ms', async () => {
    await t.page.setSize(wide.width, wide.height)
    await measure(short)
    expect(await revealMs(t.browser)).toBe(160)
    await t.endCase()
    await t.browser.setReducedMotion(true)
    await measure(short)
    expect(await revealMs(t.browser)).toBe(0)
    await t.browser.setReducedMotion(false)
  })
})
