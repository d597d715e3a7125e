import { afterAll, beforeAll, describe, it } from 'vitest'
import { oneToast, showsExactly } from '../../support/browser/alerts.ts'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { focusWindow, request } from '../../support/browser/extension-api.ts'
import type { PageUnderTest } from '../../support/browser/page-under-test.ts'
import { addSmallRoom, badgeSays, readRooms } from '../../support/browser/rooms.ts'
import { startScene, type Scene } from '../../support/browser/scene.ts'
import { connectionsNow } from '../../support/browser/server-metrics.ts'
import { shownToast, toastIsGone } from '../../support/browser/toast.ts'
import { waitFor } from '../../support/wait-for.ts'

const rooms = ['general', 'ops', 'lab']

describe.each(browserNames)('when much comes at once in %s', (name) => {
  let scene: Scene
  let page: PageUnderTest
  beforeAll(async () => {
    scene = await startScene(name, { permissions: 'granted' })
    for (const room of ['ops', 'lab']) await addSmallRoom(scene, room)
    page = await scene.browser.openPage(scene.site.url('plain'))
    await page.bringToFront()
    await focusWindow(scene.browser)
  })
  afterAll(() => scene.close())

  // First of all: it counts on a minute without cards.
  it('counts a burst on one card, and keeps what is more than a minute holds for the badge', async () => {
    const { browser, jonas } = scene
    for (let count = 1; count <= 4; count += 1) await jonas.send('general', `Burst ${count}`)
    await shownToast(page, '4 new messages')
    // Three cards so far: the counted one takes no place.
    for (const text of ['Ops 1', 'Ops 2']) await jonas.send('ops', text)
    await jonas.send('lab', 'Lab 1')
    await shownToast(page, 'Lab 1')
    await jonas.send('lab', 'Too much')
    await badgeSays(scene, '8')
    await shownToast(page, 'Lab 1')
    await showsExactly(browser, oneToast)

    await jonas.publish('lab', { text: 'Important', priority: 4 })
    await shownToast(page, 'Important')
    await readRooms(scene, rooms)
    await toastIsGone(page)
  })

  it('tells in one digest what came during an absence', async () => {
    const { browser, jonas, server } = scene
    await browser.stopBackground()
    await waitFor(async () => (await connectionsNow(server.url)) === 1, 'its connection is gone')
    for (let count = 1; count <= 14; count += 1)
      await jonas.send(rooms[count % 3] ?? '', count < 13 ? `Missed ${count}` : `@Mina, missed ${count}`)
    await request(browser, 'reconnect', {})
    await shownToast(page, '14 messages in 3 rooms, 2 mention you')
    await showsExactly(browser, oneToast)
    await badgeSays(scene, '14')
    await readRooms(scene, rooms)
    await toastIsGone(page)
  })
})
