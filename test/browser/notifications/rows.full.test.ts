import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  defaultPersonAttention,
  defaultRoomAttention,
  UNTIL_TURNED_ON,
  type PersonAttention,
  type RoomAttention,
} from '../../../protocol/attention.ts'
import type { MessageInput } from '../../../protocol/message.ts'
import { noAlert, oneNotification, oneToast, showsExactly } from '../../support/browser/alerts.ts'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { startDesk, type Desk } from '../../support/browser/desk.ts'
import { request } from '../../support/browser/extension-api.ts'
import type { PageUnderTest } from '../../support/browser/page-under-test.ts'
import { addSmallRoom, badgeSays, fillGeneral, readRooms } from '../../support/browser/rooms.ts'
import { startScene, type Scene } from '../../support/browser/scene.ts'
import { shownToast } from '../../support/browser/toast.ts'

/** #general is large, #ops is small. */
const rooms = ['general', 'ops']

/** From an hour ago to an hour ahead, each day: across midnight too. */
function quietNow(): PersonAttention['quietHours'] {
  const clock = (ms: number): string => new Date(Date.now() + ms).toISOString().slice(11, 16)
  const hour = 3_600_000
  return { on: true, days: [0, 1, 2, 3, 4, 5, 6], from: clock(-hour), to: clock(hour), timeZone: 'UTC' }
}

const browsersOwn = { chromium: 'chrome://version', firefox: 'about:license' }

describe.each(browserNames)('the decision table in %s', (name) => {
  let desk: Desk
  let page: PageUnderTest
  beforeAll(async () => {
    desk = await startDesk(name)
    await addSmallRoom(desk, 'ops')
    await fillGeneral(desk)
    page = await desk.openInFront('plain')
  })
  afterAll(() => desk.close())

  const setPerson = (change: Partial<PersonAttention>) =>
    request(desk.browser, 'set-attention', {
      of: 'person',
      attention: { ...defaultPersonAttention, ...change },
    })
  const setRoom = (room: string, change: Partial<RoomAttention>) =>
    request(desk.browser, 'set-attention', {
      of: 'room',
      room,
      attention: { ...defaultRoomAttention, ...change },
    })

  async function isToast(room: string, body: MessageInput): Promise<void> {
    await desk.jonas.publish(room, body)
    await shownToast(page, body.text)
    await showsExactly(desk.browser, oneToast)
    await badgeSays(desk, '1')
    await readRooms(desk, rooms)
  }
  async function isOnBadge(room: string, body: MessageInput): Promise<void> {
    await desk.jonas.publish(room, body)
    await badgeSays(desk, '1')
    await showsExactly(desk.browser, noAlert)
    await readRooms(desk, rooms)
  }
  /** What comes after it, and only counts, counts alone. */
  async function isNothing(): Promise<void> {
    await isOnBadge('general', { text: 'It counts alone', priority: 2 })
  }
  async function isNotification(body: MessageInput): Promise<void> {
    const foreign = await desk.browser.openForeign(browsersOwn[name])
    await desk.jonas.publish('ops', body)
    await showsExactly(desk.browser, oneNotification)
    await readRooms(desk, rooms)
    await foreign.close()
  }

  // A minute has six cards of priority 3, so these five and the notification come first; priority 5 takes none.
  it('row 21a: priority 3 in a small room is a toast', () => isToast('ops', { text: 'In a small room' }))

  it.each(['@Mina please', '@room everybody', '@Mina에게 전해 주세요', 'To deploy!'])(
    'row 21a: what calls in a large room is a toast: %s',
    async (text) => {
      await setPerson({ keywords: ['deploy'] })
      await isToast('general', { text })
      await setPerson({})
    },
  )

  it('row 21b: priority 3 is a notification where no page can hold it', () =>
    isNotification({ text: 'No page for 3' }))
  it('row 15b: so is priority 4', () => isNotification({ text: 'No page for 4', priority: 4 }))
  it('row 12b: so is priority 5 that was agreed to', async () => {
    await setPerson({ urgent: true, doNotDisturbUntil: UNTIL_TURNED_ON })
    await isNotification({ text: 'No page for 5', priority: 5 })
    await setPerson({})
  })

  it('row 2: what Mina wrote herself is nothing', async () => {
    await request(desk.browser, 'send', { room: 'ops', id: randomUUID(), text: 'By Mina' })
    await desk.jonas.receive('ops', 'By Mina')
    await isNothing()
  })

  it('row 4: priority 1 is not even unread', async () => {
    await desk.jonas.publish('ops', { text: 'For the log', priority: 1 })
    await isNothing()
  })

  it('row 6: what shows before her eyes is nothing', async () => {
    const { browser, jonas } = desk
    await request(browser, 'show', { room: 'general' })
    const chat = await browser.openExtensionPage('popup/index.html')
    await chat.bringToFront()
    await jonas.publish('general', { text: 'Before her eyes', priority: 4 })
    await badgeSays(desk, '')
    await showsExactly(browser, noAlert)
    await chat.close()
    await page.bringToFront()
  })

  it('row 8: priority 2 is on the badge', () => isOnBadge('ops', { text: '@Mina later', priority: 2 }))

  it('row 18: what calls nobody in a large room is on the badge', () =>
    isOnBadge('general', { text: 'For anybody, by @Minah and a@mina.com' }))

  it('row 16: a muted room is on the badge, also when it calls', async () => {
    await setRoom('ops', { mutedUntil: UNTIL_TURNED_ON })
    await isOnBadge('ops', { text: '@Mina in a muted room' })
    await setRoom('ops', {})
  })

  it('row 17: a room of which nothing is wanted is nothing, on the badge neither', async () => {
    await setRoom('ops', { level: 'nothing' })
    await desk.jonas.publish('ops', { text: '@Mina, unwanted' })
    await isNothing()
    await setRoom('ops', {})
  })

  it('row 13: do not disturb and quiet hours hold priority 4, and 5 without consent', async () => {
    await setPerson({ doNotDisturbUntil: UNTIL_TURNED_ON })
    await isOnBadge('ops', { text: 'Held 4', priority: 4 })
    await isOnBadge('ops', { text: 'Held 5', priority: 5 })
    await setPerson({ quietHours: quietNow() })
    await isOnBadge('ops', { text: '@Mina, held at night', priority: 4 })
    await setPerson({})
  })

  it('row 15a: priority 4 comes through mute and through the level', async () => {
    await setRoom('ops', { mutedUntil: UNTIL_TURNED_ON })
    await isToast('ops', { text: 'Through mute', priority: 4 })
    await setRoom('ops', { level: 'mentions' })
    await isToast('ops', { text: 'Through the level', priority: 4 })
    await setRoom('ops', {})
  })

  it('row 12a: priority 5 that was agreed to comes through all', async () => {
    await setPerson({ urgent: true, doNotDisturbUntil: UNTIL_TURNED_ON, quietHours: quietNow() })
    await setRoom('ops', { mutedUntil: UNTIL_TURNED_ON })
    await isToast('ops', { text: 'Through all', priority: 5 })
    await setRoom('ops', {})
    await setPerson({})
  })

  it('row 5: what somebody has is on the badge; its card says who, and goes', async () => {
    const { browser, jonas } = desk
    await setPerson({ urgent: true })
    const { seq } = await jonas.publish('ops', { text: 'The house burns', priority: 5 })
    await shownToast(page, 'The house burns')
    await jonas.claim('ops', seq)
    await shownToast(page, 'Jonas has it')
    await showsExactly(browser, noAlert)
    await badgeSays(desk, '1')
    await readRooms(desk, rooms)
    await setPerson({})
  })
})

describe.each(browserNames)('the decision table in %s without permissions', (name) => {
  let scene: Scene
  beforeAll(async () => {
    scene = await startScene(name, { permissions: 'none' })
  })
  afterAll(() => scene.close())

  it.each([
    ['row 12c: urgent', 5],
    ['row 15c: high', 4],
    ['row 21c: ordinary', 3],
  ] as const)('%s is on the badge where nothing can show', async (_row, priority) => {
    const { browser, jonas } = scene
    const attention = { ...defaultPersonAttention, urgent: true }
    await request(browser, 'set-attention', { of: 'person', attention })
    await jonas.publish('general', { text: 'Nowhere', priority })
    await badgeSays(scene, '1')
    await showsExactly(browser, noAlert)
    await readRooms(scene, ['general'])
    expect(jonas.entries('general').length).toBeGreaterThan(0)
  })
})
