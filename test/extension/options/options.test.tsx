// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { notJoined, overview } from '../ui/fake-store.ts'
import { find, press } from '../ui/mount.tsx'
import { openOptions as open } from './open-options.tsx'

describe('the options', () => {
  it('say who and where, the shortcut and the version', async () => {
    const { words } = await open(overview())
    for (const word of ['https://chat.example.org', 'Mina', 'Version 1.2.3']) expect(words()).toContain(word)
    expect(words()).toMatch(/Open BackchannelCtrl\+Shift\+Y.*Go to the cardNot set/)
  })
  it('turn each kind of notification on and off as the browser grants it', async () => {
    await open(overview())
    const boxes = () => ['siteAccess', 'notifications'].map((id) => find<HTMLInputElement>(`#${id}`).checked)
    expect(boxes()).toEqual([false, true])
    await press(find('#siteAccess'))
    await press(find('#notifications'))
    expect(boxes()).toEqual([true, false])
  })
  it('show a refused question as what it is: off', async () => {
    await open(overview(), { refuses: true })
    await press(find('#siteAccess'))
    expect(find<HTMLInputElement>('#siteAccess').checked).toBe(false)
  })
  it('say what leaving loses, and leave only then', async () => {
    const { asked } = await open(overview({ unsent: 1 }), {
      answers: { leave: { ok: true, value: { signedOut: true } } },
    })
    const [first, second] = document.querySelectorAll<HTMLElement>('.button.danger')
    if (first === undefined || second === undefined) throw new Error('no buttons to leave')
    await press(first)
    expect(asked).toEqual([])
    expect(find('dialog').textContent).toContain('Messages not sent yet, which will be lost: 1')
    localStorage.setItem('kept by a page', '')
    await press(second)
    expect(localStorage).toHaveLength(0)
    expect(asked).toEqual([{ name: 'leave', input: {} }])
  })
  const leave = async (signedOut: boolean, refuses = false) => {
    const opened = await open(overview(), { answers: { leave: { ok: true, value: { signedOut } } }, refuses })
    const button = document.querySelectorAll<HTMLElement>('.button.danger')[1]
    if (button === undefined) throw new Error('no button to leave')
    await press(button)
    await opened.send(notJoined())
    return opened
  }
  it('say that the server has signed the browser out, and offer what it allows back', async () => {
    const { words } = await leave(true)
    expect(words()).toContain('You have left chat.example.orgThe server has signed this browser out.')
    expect(words()).not.toContain('token revoke')
    await press(find('button', 'Take site access and notifications back'))
    expect(words()).toContain('Taken back: Backchannel has no access to sites')
  })
  it('say what to do where the server was not reached', async () => {
    const { words } = await leave(false)
    expect(words()).toContain('to it this browser is still signed in')
    expect(words()).toContain('backchannel token revoke')
  })
  it('say so where the browser does not remove it', async () => {
    const { words } = await leave(true, true)
    await press(find('button', 'Take site access and notifications back'))
    expect(words()).toContain('The browser did not take it back.')
  })
  it('lead someone who has not joined to joining', async () => {
    const { words } = await open(notJoined())
    expect(words()).toContain('You have not joined a server yet.')
    expect(words()).not.toContain('Leave this server')
    expect(words()).not.toContain('Notify me about')
  })
  it('say that changes wait for the server, for as long as they do', async () => {
    const { words, send } = await open(overview({ settingsUnsent: true }))
    const sentence = 'Will be saved on the server when it is back.'
    expect(words()).toContain(sentence)
    await send(overview())
    expect(words()).not.toContain(sentence)
  })
})
