import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violationsIn } from '../support/browser/axe.ts'
import { browserNames } from '../support/browser/browser-under-test.ts'
import type { PageUnderTest } from '../support/browser/page-under-test.ts'
import { showsMessage, startStage, type Stage } from '../support/browser/stage.ts'
import { waitFor } from '../support/wait-for.ts'

describe.each(browserNames)('the composer in %s', (name) => {
  let stage: Stage
  let popup: PageUnderTest
  beforeAll(async () => {
    stage = await startStage(name, { permissions: 'none' })
    popup = await stage.browser.openExtensionPage('popup/index.html')
    await popup.bringToFront()
    await stage.jonas.send('general', 'Hello from Jonas')
    await showsMessage(popup, 'Hello from Jonas')
  })
  afterAll(() => stage.close())

  /** The line that notifications are off is not what this file is about. */
  const violations = async () =>
    (await violationsIn(stage.browser, popup)).filter((one) => !one.includes('.badge-only'))
  const written = () => popup.text('textbox', 'Message')
  /** As by a paste: the browser puts the text in at the caret. */
  const paste = (text: string) =>
    popup.evaluate((words) => {
      const box = document.querySelector('textarea')
      box?.focus()
      box?.select()
      document.execCommand('insertText', false, words)
    }, text)
  const height = () => popup.evaluate(() => document.querySelector('textarea')?.clientHeight ?? 0, undefined)
  const options = () =>
    popup.evaluate(
      () => [...document.querySelectorAll('[role=option]')].map((one) => one.textContent),
      undefined,
    )

  it('grows to eight lines, then scrolls, and a pasted text keeps its lines', async () => {
    await paste('1')
    const one = await height()
    await paste('1\n2\n3')
    const three = await height()
    await paste(Array.from({ length: 8 }, (_, n) => n).join('\n'))
    const eight = await height()
    await paste(Array.from({ length: 30 }, (_, n) => n).join('\n'))
    const thirty = await height()
    const line = (three - one) / 2
    expect(line).toBeGreaterThan(15)
    expect(eight).toBeCloseTo(one + 7 * line, -1)
    expect(thirty).toBe(eight)
    expect((await written()).split('\n')).toHaveLength(30)
    await paste('')
    await waitFor(async () => (await height()) === one, 'it is one line again')
  })

  it('completes a person by the keyboard, and sends by the next Enter', async () => {
    await popup.type('textbox', 'Message', 'hi @jo')
    await waitFor(async () => (await options()).length === 1, 'the list is open')
    expect(await violations()).toEqual([])
    await popup.press('Enter')
    expect(await written()).toBe('hi @Jonas ')
    await popup.press('Enter')
    await stage.jonas.receive('general', 'hi @Jonas ')
  })

  it('closes the list by Escape and goes through it by arrows', async () => {
    await popup.type('textbox', 'Message', '@')
    await waitFor(async () => (await options()).length > 1, 'the list is open')
    await popup.press('ArrowDown')
    await popup.press('Tab')
    expect(await written()).toBe('@room ')
    await paste('@jo')
    await waitFor(async () => (await options()).length === 1, 'the list is open')
    await popup.press('Escape')
    expect(await options()).toEqual([])
    expect(await written()).toBe('@jo')
    await paste('')
  })

  it('counts characters as people do: emoji of more units than the limit are sent', async () => {
    const text = '👍🏽'.repeat(1500)
    await paste(text)
    await waitFor(
      () =>
        popup.evaluate(
          () => document.querySelector<HTMLButtonElement>('button.send')?.disabled === false,
          undefined,
        ),
      'it can be sent',
    )
    await popup.press('Enter')
    await stage.jonas.receive('general', text)
  })

  it('takes no file that is dropped on the page, and says that pictures come soon', async () => {
    const kept = await popup.evaluate(() => {
      const data = new DataTransfer()
      data.items.add(new File(['x'], 'x.png', { type: 'image/png' }))
      const log = document.querySelector('[role=log]')
      return ['dragover', 'drop'].map((kind) => {
        const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data })
        log?.dispatchEvent(event)
        return event.defaultPrevented
      })
    }, undefined)
    expect(kept).toEqual([true, true])
    await waitFor(
      () => popup.evaluate(() => document.body.innerText.includes('Pictures come soon.'), undefined),
      'it says so',
    )
  })

  it('lists all keys in a dialog that Escape closes', async () => {
    const isOpen = () => popup.evaluate(() => document.querySelector('dialog[open]') !== null, undefined)
    await popup.evaluate(() => document.querySelector<HTMLElement>('article[data-seq]')?.focus(), undefined)
    await popup.press('?')
    await waitFor(isOpen, 'the list of keys is open')
    expect(await popup.evaluate(() => document.querySelector('dialog')?.scrollTop, undefined)).toBe(0)
    expect(await violations()).toEqual([])
    await popup.press('Escape')
    await waitFor(async () => !(await isOpen()), 'the list of keys is closed')
  })
})
