import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, it, onTestFinished } from 'vitest'
import { UNTIL_TURNED_ON, type PersonSettings } from '../../../protocol/notification-settings.ts'
import { noAlert, showsExactly } from '../../support/browser/alerts.ts'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { startFixtures, type Fixtures } from '../../support/browser/fixtures.ts'
import { focusWindow, request } from '../../support/browser/extension-api.ts'
import { badgeSays } from '../../support/browser/rooms.ts'
import { shownToast, toastIsGone } from '../../support/browser/toast.ts'

/** From an hour ago to an hour ahead, each day: across midnight too. */
function quietNow(): PersonSettings['quietHours'] {
  const clock = (ms: number): string => new Date(Date.now() + ms).toISOString().slice(11, 16)
  const hour = 3_600_000
  return { on: true, days: [0, 1, 2, 3, 4, 5, 6], from: clock(-hour), to: clock(hour), timeZone: 'UTC' }
}

const doNotDisturb = { doNotDisturbUntil: UNTIL_TURNED_ON }
const muted = { mutedUntil: UNTIL_TURNED_ON }

describe.each(browserNames)('one message in %s', (name) => {
  let fixtures: Fixtures
  /** In a browser without permissions. */
  let bare: Fixtures
  beforeAll(async () => {
    ;[fixtures, bare] = await Promise.all([
      startFixtures(name, { permissions: 'granted', small: 22, large: 5 }),
      startFixtures(name, { permissions: 'none', small: 3 }),
    ])
  })
  afterEach(() => Promise.all([fixtures.endCase(), bare.endCase()]))
  afterAll(() => Promise.all([fixtures.close(), bare.close()]))

  // Priority 5 that was agreed to takes no place of the minute, and the next six cases have all six. Cases with more
  // cards belong to rows-together.
  it('row 21a: priority 3 in a small room is a toast', async () => {
    await fixtures.isToast(fixtures.takeRoom(), { text: 'In a small room' })
  })
  it.each(['@Mina please', '@room everybody', '@Mina에게 전해 주세요', 'To deploy!'])(
    'row 21a: what calls in a large room is a toast: %s',
    async (text) => {
      await fixtures.setPerson({ keywords: ['deploy'] })
      await fixtures.isToast(fixtures.takeRoom('large'), { text })
    },
  )
  it('row 21b: priority 3 is a notification of the system where no page can hold it', async () => {
    await coverPage()
    await fixtures.isNotification(fixtures.takeRoom(), { text: 'No page for 3' })
  })

  async function coverPage(): Promise<void> {
    const cover = await fixtures.coverPage()
    onTestFinished(() => cover.close())
  }

  it('row 12a: priority 5 that was agreed to is a toast, whatever is set', async () => {
    const room = fixtures.takeRoom()
    await fixtures.setPerson({ urgent: true, ...doNotDisturb, quietHours: quietNow(), level: 'mentions' })
    await fixtures.setRoom(room, muted)
    await fixtures.isToast(room, { text: 'Through all', priority: 5 })
  })
  it('row 12b: it is a notification of the system where no page can hold it', async () => {
    await fixtures.setPerson({ urgent: true, ...doNotDisturb })
    await coverPage()
    await fixtures.isNotification(fixtures.takeRoom(), { text: 'No page for 5', priority: 5 })
  })

  it('row 5: what somebody has is on the badge; its card says who, and goes', async () => {
    const { jonas, page } = fixtures
    await fixtures.setPerson({ urgent: true })
    const room = fixtures.takeRoom()
    const { seq } = await jonas.publish(room, { text: 'The house burns', priority: 5 })
    await shownToast(page, 'The house burns')
    await jonas.claim(room, seq)
    await shownToast(page, 'Jonas has it')
    await toastIsGone(page)
    await badgeSays(fixtures, '1')
  })

  it('row 1: an entry that is no message is nothing: who has what was read', async () => {
    const { browser, jonas } = fixtures
    const room = fixtures.takeRoom()
    const { seq } = await jonas.publish(room, { text: 'Somebody, some time', priority: 2 })
    await badgeSays(fixtures, '1')
    await request(browser, 'seen', { room, seq })
    await badgeSays(fixtures, '')
    await jonas.claim(room, seq)
    await fixtures.isNothing()
  })

  it('row 2: what Mina wrote herself is nothing', async () => {
    const room = fixtures.takeRoom()
    await request(fixtures.browser, 'send', { room, id: randomUUID(), text: '@room, by Mina' })
    await fixtures.jonas.receive(room, '@room, by Mina')
    await fixtures.isNothing()
  })

  it('row 4: priority 1 is not even unread', async () => {
    await fixtures.jonas.publish(fixtures.takeRoom(), { text: '@Mina, for the log', priority: 1 })
    await fixtures.isNothing()
  })

  it('row 6: what shows before her eyes is nothing', async () => {
    const { browser, jonas, page } = fixtures
    const room = fixtures.takeRoom()
    await request(browser, 'show', { room })
    const chat = await browser.openExtensionPage('popup/index.html')
    onTestFinished(async () => {
      await chat.close()
      await page.bringToFront()
    })
    await chat.bringToFront()
    await focusWindow(browser)
    await jonas.publish(room, { text: 'Before her eyes', priority: 4 })
    await showsExactly(browser, noAlert)
    await badgeSays(fixtures, '')
  })

  it('row 8: priority 2 is on the badge', async () => {
    await fixtures.isOnBadge(fixtures.takeRoom(), { text: '@Mina later', priority: 2 })
  })

  it.each(['do not disturb', 'a quiet hour'])('row 13: %s holds priority 3', async (what) => {
    await fixtures.setPerson(what === 'a quiet hour' ? { quietHours: quietNow() } : doNotDisturb)
    await fixtures.isOnBadge(fixtures.takeRoom(), { text: '@Mina, held' })
  })
  it.each([4, 5] as const)('row 13: do not disturb holds priority %i without consent', async (priority) => {
    await fixtures.setPerson(doNotDisturb)
    await fixtures.isOnBadge(fixtures.takeRoom(), { text: '@Mina, held', priority })
  })

  it('row 16: a muted room is on the badge, also when it calls', async () => {
    const room = fixtures.takeRoom()
    await fixtures.setRoom(room, muted)
    await fixtures.isOnBadge(room, { text: '@Mina in a muted room' })
  })

  it('row 17: a room of which nothing is wanted is nothing, on the badge neither', async () => {
    const room = fixtures.takeRoom()
    await fixtures.setRoom(room, { level: 'nothing' })
    await fixtures.jonas.publish(room, { text: '@Mina, unwanted' })
    await fixtures.isNothing()
  })

  it('row 18: what calls nobody in a large room is on the badge', async () => {
    await fixtures.isOnBadge(fixtures.takeRoom('large'), { text: 'For anybody, by @Minah and a@mina.com' })
  })

  it.each([
    ['row 12c: priority 5 that was agreed to', 5],
    ['row 15c: priority 4', 4],
    ['row 21c: priority 3', 3],
  ] as const)('%s is on the badge where nothing can show', async (_row, priority) => {
    await bare.setPerson({ urgent: true })
    await bare.isOnBadge(bare.takeRoom(), { text: 'Nowhere', priority })
  })
})
