import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDesk, type Desk } from '../../support/browser/desk.ts'
import { readAll } from '../../support/browser/read-all.ts'
import { shownToast } from '../../support/browser/toast.ts'
import { waitFor } from '../../support/wait-for.ts'

/** Runs in the page: its paragraph becomes a button that shares the screen. */
function offerToShare(): void {
  const button = document.querySelector('p')
  button?.setAttribute('role', 'button')
  button?.setAttribute('aria-label', 'Share')
  button?.addEventListener('click', () => {
    void navigator.mediaDevices.getDisplayMedia({ video: true }).then(
      (stream) => {
        document.title = 'sharing'
        Object.assign(globalThis, { stream })
      },
      (error: unknown) => (document.title = String(error)),
    )
  })
}

/** Runs in the page. */
function stopSharing(): void {
  const { stream } = globalThis as unknown as { stream: MediaStream }
  for (const track of stream.getTracks()) track.stop()
}

// Chromium does not report it to extensions: see "Differences between browsers" in README.md.
describe('while a tab shares the screen in firefox', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await startDesk('firefox')
  })
  afterAll(() => desk.close())

  it('hides the text of messages, and shows it again afterwards', async () => {
    const { jonas } = desk
    const page = await desk.openInFront('plain')
    await page.evaluate(offerToShare, undefined)
    await page.click('button', 'Share')
    await waitFor(
      async () => (await page.evaluate(() => document.title, undefined)) === 'sharing',
      'the screen is shared',
    )
    await jonas.publish('general', { text: 'Rendezvous at nine', priority: 4 })
    const toast = await shownToast(page, 'New message in #general')
    const held = await toast.evaluate(() => new XMLSerializer().serializeToString(document), undefined)
    expect(held).not.toMatch(/Rendezvous|Jonas/)

    await page.evaluate(stopSharing, undefined)
    await shownToast(page, 'Rendezvous at nine')
    await readAll(desk)
    await page.close()
  })
})
