import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messageStates } from '../../protocol/timeline.ts'
import { browserNames } from '../support/browser/browser-under-test.ts'
import { focusMessage } from '../support/browser/focus-message.ts'
import type { PageUnderTest } from '../support/browser/page-under-test.ts'
import { messages, showsMessage, startStage, type Stage } from '../support/browser/stage.ts'
import { waitFor } from '../support/wait-for.ts'

describe.each(browserNames)('messages that change in %s, seen by two people', (name) => {
  let stage: Stage
  let popup: PageUnderTest
  beforeAll(async () => {
    stage = await startStage(name, { permissions: 'none' })
    popup = await stage.browser.openExtensionPage('popup/index.html')
    await popup.bringToFront()
  })
  afterAll(() => stage.close())

  const shown = (): Promise<string> => popup.text('log', messages)
  const seqOf = (text: string): number => {
    const entry = stage.jonas.entries('general').find(({ body }) => body['text'] === text)
    if (entry === undefined) throw new Error(`"${text}" is not in the log`)
    return entry.seq
  }
  const stateOf = (seq: number) => messageStates(stage.jonas.entries('general')).get(seq)
  async function write(text: string): Promise<void> {
    await popup.type('textbox', 'Message', text)
    await popup.press('Enter')
    await stage.jonas.receive('general', text)
  }
  /** Waits until the log holds it and the page shows it as such: what waits has no seq. */
  async function writeOwn(text: string): Promise<void> {
    await write(text)
    await waitFor(() => popup.evaluate(hasRow, text), `"${text}" is in the page's log`)
  }
  const hasRow = (words: string): boolean =>
    [...document.querySelectorAll('article[data-seq] .message-text')].some((one) => one.textContent === words)

  it('a reply says to whom, quotes, and is about its message for the other', async () => {
    await stage.jonas.send('general', 'Shall we deploy today?')
    await showsMessage(popup, 'Shall we deploy today?')
    await focusMessage(popup, 'Shall we deploy today?')
    await popup.press('r')
    await waitFor(() => popup.has('button', 'Cancel reply'), 'the strip shows')
    await write('Yes, at four.')
    const reply = stage.jonas.entries('general').find(({ body }) => body['text'] === 'Yes, at four.')
    expect(reply?.about).toBe(seqOf('Shall we deploy today?'))
    await waitFor(() => popup.has('button', '1 reply'), 'the replies are counted')
    expect(await popup.has('button', 'Cancel reply')).toBe(false)
    expect(await shown()).toMatch(/Jonas\s+Shall we deploy today\?[^]*Yes, at four\./)
  })

  it('a reply of the other leads to what it answers, and back', async () => {
    const id = randomUUID()
    const about = seqOf('Yes, at four.')
    await stage.jonas.channel.outbox.add({
      room: 'general',
      id,
      kind: 'message',
      about,
      body: { text: 'Good, I wait.' },
    })
    await showsMessage(popup, 'Good, I wait.')
    await popup.evaluate(
      () => [...document.querySelectorAll<HTMLElement>('.quote')].at(-1)?.click(),
      undefined,
    )
    const focused = () => popup.evaluate(() => document.activeElement?.getAttribute('data-seq'), undefined)
    expect(await focused()).toBe(`${about}`)
    await popup.click('button', 'Back to where you were')
    await waitFor(async () => !(await popup.has('button', 'Back to where you were')), 'the way back is used')
  })

  it('an edit by ↑ shows on both sides, with what the message said before', async () => {
    await writeOwn('The port is 80008.')
    const seq = seqOf('The port is 80008.')
    await popup.press('ArrowUp')
    await waitFor(
      async () => (await popup.text('textbox', 'Message')) === 'The port is 80008.',
      'the text is there',
    )
    for (const key of ['Backspace', 'Backspace', '.', 'Enter']) await popup.press(key)
    await waitFor(() => stateOf(seq)?.edit?.body.text === 'The port is 8000.', 'Jonas has the edit')
    await showsMessage(popup, 'The port is 8000.')
    await popup.click('button', '(edited)')
    await waitFor(
      () =>
        popup.evaluate(
          () => document.querySelector('[role="dialog"]')?.textContent.includes('80008') === true,
          undefined,
        ),
      'the history shows',
    )
    await popup.press('Escape')
    const id = randomUUID()
    await stage.jonas.channel.append({
      room: 'general',
      id,
      kind: 'edit',
      about: seqOf('Shall we deploy today?'),
      body: { text: 'Shall we deploy tomorrow?' },
    })
    await showsMessage(popup, 'Shall we deploy tomorrow?')
  })

  it('a deletion is undone within its time, and else final for both', async () => {
    await writeOwn('The password is hunter2.')
    const seq = seqOf('The password is hunter2.')
    await focusMessage(popup, 'The password is hunter2.')
    await popup.press('Delete')
    await waitFor(async () => !(await shown()).includes('hunter2'), 'it is gone at once')
    await popup.click('button', 'Undo')
    await showsMessage(popup, 'hunter2')
    expect(stateOf(seq)?.deletedBy).toBeUndefined()

    await focusMessage(popup, 'The password is hunter2.')
    await popup.press('Delete')
    await waitFor(() => stateOf(seq)?.deletedBy !== undefined, 'Jonas has the deletion')
    await waitFor(async () => !(await popup.has('button', 'Undo')), 'it cannot be undone any more')
    expect(await shown()).toContain('Message deleted')
    expect(await shown()).not.toContain('hunter2')
  })

  it('a reaction is chosen by the keyboard, shared, and undone by a click', async () => {
    await stage.jonas.send('general', 'It is out!')
    await showsMessage(popup, 'It is out!')
    const seq = seqOf('It is out!')
    await stage.jonas.channel.append({
      room: 'general',
      id: randomUUID(),
      kind: 'reaction',
      about: seq,
      body: { emoji: '❤️', on: true },
    })
    await waitFor(() => popup.has('button', '❤️ 1'), 'the reaction of Jonas shows')
    await focusMessage(popup, 'It is out!')
    await popup.press('+')
    await popup.press('ArrowRight')
    await popup.press('Enter')
    await waitFor(() => popup.has('button', '❤️ 2'), 'both show on one chip')
    await waitFor(() => stateOf(seq)?.reactions[0]?.people.length === 2, 'Jonas has it')
    await popup.click('button', '❤️ 2')
    await waitFor(() => stateOf(seq)?.reactions[0]?.people.length === 1, 'Jonas has that it is undone')
    await waitFor(() => popup.has('button', '❤️ 1'), 'the chip counts one')
  })

  it('a pin is in the list of the room until it is taken off there', async () => {
    await focusMessage(popup, 'It is out!')
    await popup.press('p')
    const seq = seqOf('It is out!')
    await waitFor(() => stateOf(seq)?.pinnedBy !== undefined, 'Jonas has the pin')
    await popup.click('button', 'Pinned: 1')
    await popup.click('button', 'Unpin')
    await waitFor(() => stateOf(seq)?.pinnedBy === undefined, 'Jonas has that it is off')
    await waitFor(async () => !(await popup.has('button', 'Pinned: 1')), 'the button goes')
    expect(popup.errors()).toEqual([])
  })
})
