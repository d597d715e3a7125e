import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import { startDesk, type Desk } from '../../support/browser/desk.ts'
import type { FrameUnderTest, PageUnderTest } from '../../support/browser/page-under-test.ts'
import { readAll } from '../../support/browser/read-all.ts'
import { recorded } from '../../support/browser/recorded.ts'
import { readToast, shownToast, toastFits, toastIsGone } from '../../support/browser/toast.ts'
import { waitFor } from '../../support/wait-for.ts'

const reply = 'Message #general'
const ownField = "The page's own field"

/** Runs in a document: what has the focus. */
const focused = (): string => document.activeElement?.localName ?? ''

/** Runs in the toast: the elements of "Sent" whose words are cut. */
const cutWords = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('.sent p, .sent .label')]
    .filter((one) => one.scrollWidth > one.clientWidth)
    .map((one) => one.textContent)

/** The events of a key, of a text or of the clipboard. */
const aboutInput = /^(key|beforeinput|input|composition|copy|cut|paste|change|textInput)/

describe.each(browserNames)('reply in the toast in %s', (name) => {
  let desk: Desk
  beforeAll(async () => {
    desk = await startDesk(name)
  })
  afterAll(() => desk.close())

  async function openReply(text: string): Promise<{ page: PageUnderTest; toast: FrameUnderTest }> {
    const page = await desk.openInFront('strict')
    await desk.jonas.publish('general', { text, priority: 4 })
    const toast = await readToast(page, text)
    await toast.click('button', 'Reply')
    return { page, toast }
  }

  it('is sent to the room, and says so', async () => {
    const { jonas } = desk
    const { page, toast } = await openReply('Who has the key?')
    await toast.type('textbox', reply, 'I have')
    await toast.pressOn('textbox', reply, ['Enter'])
    await waitFor(() => toast.has('button', 'Undo'), 'it can be undone')
    await toastFits(toast)
    // The words come a drawn frame after their place, for screen readers.
    const words = (): Promise<string> => toast.evaluate(() => document.body.innerText, undefined)
    await waitFor(async () => (await words()).includes('Sent to #general'), 'it says so')
    expect(await toast.evaluate(cutWords, undefined)).toEqual([])
    expect(jonas.texts('general')).not.toContain('I have')
    await jonas.receive('general', 'I have')
    await toastIsGone(page)
    await page.close()
  })

  it('is not sent when it is undone', async () => {
    const { jonas } = desk
    const { page, toast } = await openReply('Shall we?')
    await toast.type('textbox', reply, 'No way')
    await toast.pressOn('textbox', reply, ['Enter'])
    await waitFor(() => toast.has('button', 'Undo'), 'it can be undone')
    // By the keyboard: a pointer has to wait until the card has its new size, and Undo is there for 1.5 s.
    await toast.pressOn('button', 'Undo', ['Enter'])
    await waitFor(() => toast.has('textbox', reply), 'it is there again')
    expect(await toast.text('textbox', reply)).toBe('No way')
    await toast.type('textbox', reply, ' without you')
    await toast.pressOn('textbox', reply, ['Enter'])
    await jonas.receive('general', 'No way without you')
    // A browser sends in the order of writing: what was undone would have come before.
    expect(jonas.texts('general')).not.toContain('No way')
    await toastIsGone(page)
    await page.close()
  })

  it('is kept by Escape as the draft that the popup shows', async () => {
    const { browser, jonas } = desk
    const { page, toast } = await openReply('Half a word?')
    await toast.type('textbox', reply, 'Half a')
    await toast.pressOn('textbox', reply, ['Escape'])
    const popup = await browser.openExtensionPage('popup/index.html')
    await waitFor(
      async () => (await popup.text('textbox', 'Message')) === 'Half a',
      'the popup has the draft',
    )
    await popup.type('textbox', 'Message', ' word')
    await popup.press('Enter')
    await jonas.receive('general', 'Half a word')
    await popup.close()
    await readAll(desk)
    await page.close()
  })

  it('shows nothing of itself to a page that records every event', async () => {
    const { jonas } = desk
    const { page, toast } = await openReply('Tell me a secret')
    const before = (await recorded(page)).events.length
    await toast.type('textbox', reply, 'Sesame ')
    await page.compose(['ㅇ', '여', '열', '열려'])
    await waitFor(
      async () => (await toast.text('textbox', reply)).endsWith('열려'),
      'the composition is in the reply',
    )
    await toast.pressOn('textbox', reply, ['Enter'])
    await jonas.receive('general', 'Sesame 열려')
    await toastIsGone(page)

    const { events, html } = await recorded(page)
    expect(events.slice(before).filter((event) => aboutInput.test(event))).toEqual([])
    expect(events.join() + html).not.toMatch(/Sesame|[ㅇ여열려]/)
    await page.close()
  })

  it('is recorded where the page itself has the focus, so the recording can be trusted', async () => {
    const page = await desk.openInFront('strict')
    await page.type('textbox', ownField, 'Open')
    await page.compose(['ㅇ', '열'])
    await waitFor(async () => (await page.text('textbox', ownField)) === 'Open열', 'it is in the field')
    const { events } = await recorded(page)
    expect(events.filter((event) => aboutInput.test(event)).join()).toMatch(/keydown O[^]*compositionend/)
    await page.close()
  })

  it('takes no focus, gets it by the key for it, and gives it back', async () => {
    const { jonas, keyboard } = desk
    const page = await desk.openInFront('strict')
    await keyboard.focus(name)
    await page.type('textbox', ownField, 'I write')
    await jonas.publish('general', { text: 'And I interrupt', priority: 4 })
    const toast = await shownToast(page, 'And I interrupt')
    expect(await page.evaluate(focused, undefined)).toBe('input')
    await keyboard.type(' on')
    await waitFor(
      async () => (await page.text('textbox', ownField)) === 'I write on',
      'the page has the keys',
    )

    await keyboard.press('alt+shift+j')
    await waitFor(
      async () => (await toast.evaluate(focused, undefined)) === 'textarea',
      'the reply has the focus',
    )
    await keyboard.type('Later')
    await waitFor(async () => (await toast.text('textbox', reply)) === 'Later', 'the reply has the keys')
    await keyboard.press('Escape')
    await waitFor(
      async () => (await page.evaluate(focused, undefined)) === 'input',
      'the page has the focus again',
    )
    await keyboard.type(', undisturbed')
    await waitFor(
      async () => (await page.text('textbox', ownField)) === 'I write on, undisturbed',
      'the page has the keys again',
    )
    await readAll(desk)
    await page.close()
  })
})
