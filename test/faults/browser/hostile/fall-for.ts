import { isKind } from '../../../../protocol/entry-kinds.ts'
import { alertsOf, type Alerts } from '../../../support/browser/alerts.ts'
import type { BrowserUnderTest } from '../../../support/browser/browser-under-test.ts'
import { clearNotifications, focusWindow, request } from '../../../support/browser/extension-api.ts'
import type { FrameUnderTest, PageUnderTest } from '../../../support/browser/page-under-test.ts'
import type { Stage } from '../../../support/browser/stage.ts'
import { readToast } from '../../../support/browser/toast.ts'
import { minaNow } from './mina-now.ts'
import { pauseAfter, trickSource, type Spot, type TrickName } from './tricks.ts'

/** Where a card's own button leads. */
export interface Target {
  url: string
  requests(): number
}

export interface Fallen {
  /** What the clicks did for others, at another host, or to what is read. */
  acts: number
  /** Pages of the extension that asked. */
  asked: number
  alerts: Alerts
}

/** What a click of a person can set off on an urgent card. */
const buttons = ['I have it', 'Acknowledge', 'Restart'] as const

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Where the middles of these buttons lie in the page. */
async function spotsOf(page: PageUnderTest, toast: FrameUnderTest): Promise<Spot[]> {
  const host = await page.evaluate(() => {
    const { left, top } =
      document.querySelector('backchannel-toast')?.getBoundingClientRect() ?? new DOMRect()
    return { left, top }
  }, undefined)
  const inside = await toast.evaluate(
    (names) => {
      // Under the words of one that sends a request is where to.
      const wordsOf = ({ innerText }: HTMLElement): string => innerText.trim().split('\n')[0] ?? ''
      const found = [...document.querySelectorAll('button')].filter((button) =>
        names.includes(wordsOf(button)),
      )
      return found.map((button) => {
        const { left, top, width, height } = button.getBoundingClientRect()
        return { x: left + width / 2, y: top + height / 2 }
      })
    },
    buttons as readonly string[],
  )
  if (inside.length !== buttons.length) throw new Error(`${inside.length} of ${buttons.length} buttons found`)
  return inside.map(({ x, y }) => ({ x: host.left + x, y: host.top + y }))
}

async function closeConfirmations(browser: BrowserUnderTest): Promise<number> {
  for (let closed = 0; ; closed++) {
    const confirm = await browser.extensionPage('confirm/index.html')
    if (confirm === undefined) return closed
    await confirm.close()
  }
}

/** A card that was read, then the trick, if any, and a click on each of the card's buttons, where it is by then. */
export async function fallFor(
  { browser, jonas, site }: Stage,
  target: Target,
  trick: TrickName | undefined,
): Promise<Fallen> {
  const page = await browser.openPage(site.url('plain'))
  await page.bringToFront()
  await focusWindow(browser)
  const text = `Alarm: ${trick ?? 'no trick'}`
  const action = { type: 'http', label: 'Restart', url: target.url, method: 'POST' } as const
  const { seq } = await jonas.publish('general', { text, priority: 5, actions: [action] })
  let spots = await spotsOf(page, await readToast(page, text))
  const claims = (): number => jonas.entries('general').filter((entry) => isKind(entry, 'claim')).length
  const before = { requests: target.requests(), mina: await minaNow(browser), claims: claims() }

  if (trick !== undefined) {
    const play = (code: string): Spot[] => Reflect.apply(new Function(code), undefined, []) as Spot[]
    spots = await page.evaluate(play, trickSource(trick, spots))
    await pause(pauseAfter(trick))
  }
  for (const { x, y } of spots) await page.clickAt(x, y)
  await pause(700)
  const acts =
    target.requests() -
    before.requests +
    (claims() - before.claims) +
    ((await minaNow(browser)) === before.mina ? 0 : 1)
  const alerts = await alertsOf(browser)
  await request(browser, 'seen', { room: 'general', seq })
  await page.close()
  const asked = await closeConfirmations(browser)
  await clearNotifications(browser)
  return { acts, asked, alerts }
}
