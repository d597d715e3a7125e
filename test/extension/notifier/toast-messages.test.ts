import { beforeEach, describe, expect, it } from 'vitest'
import { message } from './messages.ts'
import { createSurroundings, type Surroundings } from './surroundings.ts'

const sender = { tabId: 1, frameId: 7 }
const content = { author: 'Ada', room: 'General', text: 'secret', more: 0 }

let at: Surroundings
let nonce: string
beforeEach(async () => {
  at = createSurroundings()
  await at.notifier.arrived({
    room: { id: 'general', name: 'General', members: 2, seen: 0 },
    logId: 'log-general',
    entries: [message(1, { text: 'secret' })],
    via: 'push',
    me: 'me',
  })
  nonce = at.lastNonce()
})

describe('the text of a toast', () => {
  it('goes to its frame', () => {
    expect(at.notifier.toastMessage({ type: 'toast-ready', nonce }, sender)).toEqual(content)
  })

  it.each([
    ['another tab', { tabId: 2, frameId: 7 }],
    ['no tab', { tabId: undefined, frameId: 7 }],
    ['the top of a tab', { tabId: 1, frameId: 0 }],
    ['nobody knows which frame', { tabId: 1, frameId: undefined }],
  ])('does not go to %s', (_, from) => {
    expect(at.notifier.toastMessage({ type: 'toast-ready', nonce }, from)).toBeUndefined()
  })

  it.each([
    ['a forged nonce', { type: 'toast-ready', nonce: 'nonce-of-16-signs-2' }],
    ['no nonce', { type: 'toast-ready' }],
    ['a nonce that is none', { type: 'toast-ready', nonce: ['nonce-of-16-signs-1'] }],
    ['more than was agreed', { type: 'toast-ready', nonce: 'nonce-of-16-signs-1', room: 'general' }],
    ['an unknown type', { type: 'toast-text', nonce: 'nonce-of-16-signs-1' }],
    ['nothing', undefined],
    ['a string', 'toast-ready'],
  ])('is not given for %s', (_, input) => {
    expect(at.notifier.toastMessage(input, sender)).toBeUndefined()
  })

  it('is not given any more when the toast is gone', async () => {
    await at.notifier.read('general', 1)
    expect(at.notifier.toastMessage({ type: 'toast-ready', nonce }, sender)).toBeUndefined()
  })
})

describe('a frame', () => {
  it.each([
    [-5, 40],
    [99.2, 100],
    [5000, 320],
  ])('that says it is %i high makes its host %i high', (said, made) => {
    at.notifier.toastMessage({ type: 'toast-shown', nonce, height: said }, sender)
    expect(at.hosts.get(1)?.height).toBe(made)
  })

  it('of another tab changes nothing', () => {
    at.notifier.toastMessage({ type: 'toast-shown', nonce, height: 200 }, { tabId: 2, frameId: 7 })
    at.notifier.toastMessage({ type: 'toast-shown', nonce, height: Number.NaN }, sender)
    expect(at.hosts.get(1)?.height).toBe(121)
  })

  it('dismisses its toast and no other', () => {
    at.notifier.toastMessage({ type: 'toast-dismiss', nonce: 'nonce-of-16-signs-9' }, sender)
    expect(at.hosts.size).toBe(1)
    at.notifier.toastMessage({ type: 'toast-dismiss', nonce }, sender)
    expect([at.hosts.size, at.opened]).toEqual([0, []])
  })

  it('opens its room', () => {
    at.notifier.toastMessage({ type: 'toast-open', nonce }, sender)
    expect([at.hosts.size, at.opened]).toEqual([0, ['general']])
  })

  it('of a worker before this one is taken away, and opens what was open last', () => {
    const restarted = createSurroundings()
    restarted.hosts.set(1, { nonce, height: 100 })
    restarted.notifier.toastMessage({ type: 'toast-open', nonce }, sender)
    expect([restarted.hosts.size, restarted.opened]).toEqual([0, [undefined]])
  })
})
