import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultDeviceSettings as device } from '../../../extension/bridge/device-settings.ts'
import { UNTIL_TURNED_ON, type PersonAttention, type RoomAttention } from '../../../protocol/attention.ts'
import type { MessageInput } from '../../../protocol/message.ts'
import { noAlert, oneToast, showsExactly } from '../../support/browser/alerts.ts'
import { badgeIs } from '../../support/browser/badge-is.ts'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { focusWindow, request, setAttention, setRoomAttention } from '../../support/browser/extension-api.ts'
import { addRooms } from '../../support/browser/more-rooms.ts'
import type { PageUnderTest } from '../../support/browser/page-under-test.ts'
import { startScene, type Scene } from '../../support/browser/scene.ts'
import { shownToast } from '../../support/browser/toast.ts'
import { connectionsNow } from '../../support/browser/server-metrics.ts'
import { waitFor } from '../../support/wait-for.ts'

interface Row {
  /** Of docs/notifications.md. */
  row: string
  what: string
  person?: Partial<PersonAttention>
  inRoom?: Partial<RoomAttention>
  message: MessageInput
  does: 'toast' | 'badge' | 'none'
  /** Messages of priority 3 go to several rooms: the fourth within 10 s in one would go on a counted card. */
  room?: 'general' | 'ops' | 'lab'
}

const quietAllDay = { on: true, days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '00:00', timeZone: 'UTC' }
const muted = { mutedUntil: UNTIL_TURNED_ON }
const undisturbed = { doNotDisturbUntil: UNTIL_TURNED_ON }

const rows: Row[] = [
  { row: '21a', what: 'a message in a small room', message: { text: 'Anybody?' }, does: 'toast' },
  { row: '4', what: 'priority 1', message: { text: 'For the log', priority: 1 }, does: 'none' },
  { row: '8', what: 'priority 2', message: { text: 'It can wait', priority: 2 }, does: 'badge' },
  { row: '13', what: 'do not disturb', person: undisturbed, message: { text: 'Quiet?' }, does: 'badge' },
  {
    row: '13',
    what: 'do not disturb, priority 4',
    person: undisturbed,
    message: { text: 'Quiet!', priority: 4 },
    does: 'badge',
  },
  {
    row: '13',
    what: 'do not disturb, priority 5, not agreed',
    person: undisturbed,
    message: { text: 'Quiet!!', priority: 5 },
    does: 'badge',
  },
  {
    row: '12a',
    what: 'do not disturb, priority 5, agreed',
    person: { ...undisturbed, urgent: true },
    message: { text: 'It burns', priority: 5 },
    does: 'toast',
  },
  {
    row: '13',
    what: 'quiet hours',
    person: { quietHours: quietAllDay },
    message: { text: 'At night', priority: 4 },
    does: 'badge',
  },
  { row: '16', what: 'a muted room', inRoom: muted, message: { text: '@Mina?' }, does: 'badge' },
  {
    row: '15a',
    what: 'a muted room, priority 4',
    inRoom: muted,
    message: { text: 'Now', priority: 4 },
    does: 'toast',
  },
  { row: '15a', what: 'priority 5, not agreed', message: { text: 'Now!', priority: 5 }, does: 'toast' },
  {
    row: '17',
    what: 'level nothing',
    inRoom: { level: 'nothing' },
    message: { text: '@Mina' },
    does: 'none',
  },
  {
    row: '15a',
    what: 'level nothing, priority 4',
    inRoom: { level: 'nothing' },
    message: { text: 'But this', priority: 4 },
    does: 'toast',
  },
  {
    row: '18',
    what: 'level mentions',
    inRoom: { level: 'mentions' },
    message: { text: 'Ok' },
    does: 'badge',
  },
  {
    row: '21a',
    what: 'level mentions, a name',
    person: { level: 'mentions' },
    message: { text: 'Ask @mina, please' },
    does: 'toast',
  },
  {
    row: '21a',
    what: 'level mentions, a name with a particle',
    person: { level: 'mentions' },
    message: { text: '@Mina에게 물어봐요' },
    does: 'toast',
    room: 'ops',
  },
  {
    row: '18',
    what: 'level mentions, another name',
    person: { level: 'mentions' },
    message: { text: 'Ask @Minako' },
    does: 'badge',
  },
  {
    row: '21a',
    what: 'level mentions, the whole room',
    person: { level: 'mentions' },
    message: { text: 'Lunch, @room' },
    does: 'toast',
    room: 'ops',
  },
  {
    row: '21a',
    what: 'level mentions, a keyword',
    person: { level: 'mentions', keywords: ['deploy'] },
    message: { text: 'The Deploy! is through' },
    does: 'toast',
    room: 'lab',
  },
]

/** What goes to the digest in a crowd comes first: from the seventh card of a minute on only priority 4 and 5 are told. */
const inOrder = rows.toSorted((a, b) => Number('priority' in a.message) - Number('priority' in b.message))
const named = inOrder.map((row) => [`${row.row} ${row.what}: ${row.does}`, row] as const)

describe.each(browserNames)('the decision table in %s', (name) => {
  let scene: Scene
  let page: PageUnderTest
  beforeAll(async () => {
    scene = await startScene(name, { permissions: 'granted' })
    await addRooms(scene, ['ops', 'lab'])
    page = await scene.browser.openPage(scene.site.url('plain'))
  })
  afterAll(() => scene.close())

  async function toFront(): Promise<void> {
    await page.bringToFront()
    await focusWindow(scene.browser)
  }

  async function read(room: string): Promise<void> {
    await request(scene.browser, 'seen', { room, seq: scene.jonas.entries(room).at(-1)?.seq })
    await badgeIs(scene.browser, '')
    await showsExactly(scene.browser, noAlert)
  }

  it.each(named)('%s', async (_, { person = {}, inRoom = {}, message, does, room = 'general' }) => {
    const { browser, jonas } = scene
    await setAttention(browser, person)
    await setRoomAttention(browser, room, inRoom)
    await toFront()
    await jonas.publish(room, message)
    const counts = does !== 'none' && inRoom.level !== 'nothing'
    if (does === 'toast') {
      await shownToast(page, message.text)
      await showsExactly(browser, oneToast)
    } else {
      // What is certainly counted comes after it, so that it has been decided by then.
      await setRoomAttention(browser, 'lab', {})
      await jonas.publish('lab', { text: 'Counted', priority: 2 })
      await badgeIs(browser, counts ? '2' : '1')
      await showsExactly(browser, noAlert)
      await request(browser, 'seen', { room: 'lab', seq: jonas.entries('lab').at(-1)?.seq })
    }
    await badgeIs(browser, counts ? '1' : '')
    await read(room)
    await setRoomAttention(browser, room, {})
  })

  it('6 a room that is looked at: none', async () => {
    const { browser, jonas } = scene
    await setAttention(browser, {})
    const popup = await browser.openExtensionPage('popup/index.html')
    await popup.bringToFront()
    await focusWindow(browser)
    await waitFor(() => popup.evaluate(() => document.hasFocus(), undefined), 'the popup is looked at')
    await jonas.publish('general', { text: 'Seen at once', priority: 4 })
    await waitFor(
      async () => (await popup.evaluate(() => document.body.innerText, undefined)).includes('Seen at once'),
      'it shows',
    )
    await showsExactly(browser, noAlert)
    await popup.close()
  })

  it('7 a message that was told before, after the background was stopped: once', async () => {
    const { browser, jonas, server } = scene
    await toFront()
    await jonas.publish('general', { text: 'Told before', priority: 4 })
    await shownToast(page, 'Told before')
    await browser.stopBackground()
    await waitFor(async () => (await connectionsNow(server.url)) === 1, 'its connection is gone')
    await request(browser, 'reconnect', {})
    await waitFor(async () => (await connectionsNow(server.url)) === 2, 'it is back')
    await showsExactly(browser, oneToast)
    await read('general')
  })

  it('says only that there is a message, while texts are hidden', async () => {
    const { browser, jonas } = scene
    await request(browser, 'set-device', { ...device, hideText: true })
    await toFront()
    await jonas.publish('lab', { text: 'Not for the beamer', title: 'Secret', priority: 4 })
    const toast = await shownToast(page, 'New message in #lab')
    const all = await toast.evaluate(() => new XMLSerializer().serializeToString(document), undefined)
    expect(all).not.toMatch(/beamer|Secret|Jonas/)
    await request(browser, 'set-device', device)
    await shownToast(page, 'Not for the beamer')
    await read('lab')
  })
})
