import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { UNTIL_TURNED_ON } from '../../../protocol/notification-settings.ts'
import { noAlert, oneToast, showsExactly } from '../../support/browser/alerts.ts'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { startFixtures, type Fixtures } from '../../support/browser/fixtures.ts'
import { request } from '../../support/browser/extension-api.ts'
import { badgeSays } from '../../support/browser/rooms.ts'
import { connectionsNow } from '../../support/browser/server-metrics.ts'
import { shownToast } from '../../support/browser/toast.ts'
import { joinAsNodeClient } from '../../support/channel/node-client.ts'
import { askAdmin } from '../../support/server/ask-admin.ts'
import { setBack } from '../../support/server/set-back.ts'
import { waitFor } from '../../support/wait-for.ts'

/** Before the last connection by more than the 5 minutes after which nobody waits for it any more. */
const OLD_MINUTES = 10

// One case uses up the minute's six cards, so each card here is of priority 4, counted or a digest.
describe.each(browserNames)('much at once, or after an absence, in %s', (name) => {
  let fixtures: Fixtures
  beforeAll(async () => {
    fixtures = await startFixtures(name, { permissions: 'granted', small: 23, large: 1 })
  })
  afterEach(() => fixtures.endCase())
  afterAll(() => fixtures.close())

  const takeRooms = (count: number): string[] => Array.from({ length: count }, () => fixtures.takeRoom())

  /** The background ends, and begins again when all of this has happened. */
  async function whileAway(happens: () => Promise<unknown>): Promise<void> {
    const { browser, server } = fixtures
    const connections = await connectionsNow(server.url)
    await browser.stopBackground()
    await waitFor(async () => (await connectionsNow(server.url)) < connections, 'its connection is gone')
    await happens()
    await request(browser, 'reconnect', {})
  }

  it('row 15a: priority 4 is a toast, muted or not wanted', async () => {
    const [muted = '', unwanted = ''] = takeRooms(2)
    await fixtures.setRoom(muted, { mutedUntil: UNTIL_TURNED_ON })
    await fixtures.isToast(muted, { text: 'Through mute', priority: 4 })
    await fixtures.setRoom(unwanted, { level: 'nothing' })
    await fixtures.jonas.publish(unwanted, { text: 'Through the level', priority: 4 })
    await shownToast(fixtures.page, 'Through the level')
    await showsExactly(fixtures.browser, oneToast)
  })

  it('row 15a: in presentation mode the frame holds no word of it', async () => {
    const { browser, jonas, page } = fixtures
    const room = fixtures.takeRoom()
    await fixtures.setDevice({ hideText: true })
    await jonas.publish(room, { title: 'Salaries', text: 'Rendezvous at nine', priority: 4 })
    const toast = await shownToast(page, `New message in #${room}`)
    const held = await toast.evaluate(() => new XMLSerializer().serializeToString(document), undefined)
    expect(held).not.toMatch(/Salaries|Rendezvous|nine|Jonas/)
    await showsExactly(browser, oneToast)
  })

  it('row 15a: more than three quick messages of a room are one counted card', async () => {
    const { browser, jonas, page } = fixtures
    const room = fixtures.takeRoom()
    for (const text of ['one', 'two', 'three', 'four']) await jonas.publish(room, { text, priority: 4 })
    const toast = await shownToast(page, '4 new messages')
    expect(await toast.evaluate(() => document.querySelectorAll('article').length, undefined)).toBe(1)
    await showsExactly(browser, oneToast)
    await badgeSays(fixtures, '4')
  })

  it('row 15b: priority 4 is a notification of the system where no page can hold it', async () => {
    const cover = await fixtures.coverPage()
    onTestFinished(() => cover.close())
    await fixtures.isNotification(fixtures.takeRoom(), { text: 'No page for 4', priority: 4 })
  })

  it('row 20: the seventh card of a minute is on the badge alone, but for priority 4', async () => {
    const { browser, jonas, page } = fixtures
    const [one = '', other = '', seventh = ''] = takeRooms(3)
    for (const room of [one, other])
      for (const text of ['1', '2', '3']) await jonas.publish(room, { text, priority: 4 })
    await shownToast(page, '+5 in 2 rooms')
    await jonas.publish(seventh, { text: '@Mina, the seventh' })
    await badgeSays(fixtures, '7')
    await showsExactly(browser, oneToast)
    await jonas.publish(seventh, { text: 'It cannot wait', priority: 4 })
    const toast = await shownToast(page, 'It cannot wait')
    const words = await toast.evaluate(() => document.body.innerText, undefined)
    expect(words).toContain('+6 in 2 rooms')
    expect(words).not.toContain('seventh')
  })

  it('rows 14 and 19: what was missed is one digest, which says how much', async () => {
    const { browser, jonas, page } = fixtures
    const [busy = '', calm = ''] = takeRooms(2)
    const large = fixtures.takeRoom('large')
    await whileAway(async () => {
      for (const text of ['one', 'two']) await jonas.publish(busy, { text })
      await jonas.publish(calm, { text: 'It cannot wait', priority: 4 })
      for (const text of ['@Mina?', '@room!', 'It calls nobody']) await jonas.publish(large, { text })
    })
    await showsExactly(browser, oneToast)
    await shownToast(page, '5 messages in 3 rooms, 2 mention you')
    await badgeSays(fixtures, '6')
  })

  it('row 3: what another device has read meanwhile is nothing', async () => {
    const { jonas, server } = fixtures
    const room = fixtures.takeRoom()
    const { link } = await askAdmin(server, 'add-browser', { person: 'Mina' })
    const other = await joinAsNodeClient(link)
    onTestFinished(() => other.close())
    await whileAway(async () => {
      const { seq } = await jonas.publish(room, { text: '@Mina, read elsewhere', priority: 4 })
      await other.receive(room, '@Mina, read elsewhere')
      await other.channel.seen(room, seq)
      await waitFor(() => other.channel.room(room)?.saved().seen === seq, 'it is read')
    })
    await fixtures.isNothing()
  })

  it('row 5: what somebody has taken meanwhile is on the badge', async () => {
    const room = fixtures.takeRoom()
    await whileAway(async () => {
      const { seq } = await fixtures.jonas.publish(room, { text: 'The house burned', priority: 4 })
      await fixtures.jonas.claim(room, seq)
    })
    await badgeSays(fixtures, '1')
    await showsExactly(fixtures.browser, noAlert)
  })

  it('row 7: what alerted before the background ended does not alert again', async () => {
    const { browser, page } = fixtures
    const toast = await fixtures.isToast(fixtures.takeRoom(), { text: 'Told once', priority: 4 })
    await whileAway(async () => undefined)
    await showsExactly(browser, oneToast)
    expect(await page.extensionFrames()).toHaveLength(1)
    expect(await toast.evaluate(() => document.body.innerText, undefined)).toContain('Told once')
    await badgeSays(fixtures, '1')
  })

  it('rows 9 and 10a: do not disturb holds what is old too, but for priority 5 that was agreed to', async () => {
    const { browser, jonas, page, server } = fixtures
    const [agreed = '', held = ''] = takeRooms(2)
    await fixtures.setPerson({ urgent: true, doNotDisturbUntil: UNTIL_TURNED_ON })
    await whileAway(async () => {
      await jonas.publish(agreed, { text: 'The house burned down', priority: 5 })
      await jonas.publish(agreed, { text: 'It was all of it', priority: 5 })
      await jonas.publish(held, { text: '@Mina, held', priority: 4 })
      setBack(server, [agreed, held], OLD_MINUTES)
    })
    await showsExactly(browser, oneToast)
    await shownToast(page, `2 new messages in #${agreed}`)
    await badgeSays(fixtures, '3')
  })

  it('rows 10b, 10c, 11a and 11c: of what is old a digest shows the mentions, where it may', async () => {
    const { browser, jonas, page, server } = fixtures
    const [calling = '', silent = '', muted = '', unwanted = ''] = takeRooms(4)
    await fixtures.setRoom(muted, { mutedUntil: UNTIL_TURNED_ON })
    await fixtures.setRoom(unwanted, { level: 'nothing' })
    await whileAway(async () => {
      for (const text of ['@Mina?', '@room!']) await jonas.publish(calling, { text })
      await jonas.publish(silent, { text: 'It calls nobody', priority: 4 })
      await jonas.publish(muted, { text: '@Mina in a muted room' })
      await jonas.publish(unwanted, { text: '@Mina, unwanted' })
      setBack(server, [calling, silent, muted, unwanted], OLD_MINUTES)
    })
    await showsExactly(browser, oneToast)
    await shownToast(page, `2 new messages in #${calling}, 2 mention you`)
    await badgeSays(fixtures, '4')
  })
})
