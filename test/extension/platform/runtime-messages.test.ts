import { beforeEach, describe, expect, it, vi } from 'vitest'

interface Sent {
  type: string
  input: { room?: string; text?: string }
}

interface Background {
  receive(message: unknown): Promise<unknown>
  /** To the page whose port was opened last. */
  post(message: unknown): void
}

/** The polyfill takes a `browser` that is there as it is. */
const background = vi.hoisted(() => {
  const sendMessage = (message: unknown): Promise<unknown> => background.receive(message)
  const background: Background = { receive: () => Promise.resolve(), post: () => undefined }
  const connect = () => ({
    postMessage: () => undefined,
    onMessage: { addListener: (listener: Background['post']) => void (background.post = listener) },
    onDisconnect: { addListener: () => undefined },
  })
  const api = { runtime: { id: 'backchannel', sendMessage, connect } }
  Object.assign(globalThis, { chrome: api, browser: api })
  return background
})

// It listens when it is first imported; another file may have done so in this process.
vi.resetModules()
const { connectHub, sendRequest } = await import('../../../extension/platform/runtime-messages.ts')

const nobody = () =>
  Promise.reject(new Error('Could not establish connection. Receiving end does not exist.'))

let received: string[]
/** The first request meets no background; what comes later meets one that has started. */
beforeEach(() => {
  received = []
  let started = false
  background.receive = (message) => {
    const { type, input } = message as Sent
    if (!started) {
      started = true
      return nobody()
    }
    received.push([type, input.room, input.text].filter((part) => part !== undefined).join(' '))
    return Promise.resolve({ ok: true, value: null })
  }
})

const draft = (text: string, room = 'general') => sendRequest('draft', { room, text })

describe('a draft that met no background', () => {
  it('is given once more, whatever else is asked meanwhile', async () => {
    const given = draft('a')
    const typing = sendRequest('typing', { room: 'general' })
    expect(await given).toEqual({ ok: true, value: null })
    await typing
    expect(received).toEqual(['typing general', 'draft general a'])
  })
  it('is given once more after that of another room', async () => {
    await Promise.all([draft('a'), draft('b', 'alerts')])
    expect(received).toEqual(['draft alerts b', 'draft general a'])
  })
  it('is not, once a later one is on its way', async () => {
    await Promise.all([draft('a'), draft('ab')])
    expect(received).toEqual(['draft general ab'])
  })
  it('is not, once its text is on its way as a message', async () => {
    await Promise.all([draft('a'), sendRequest('send', { room: 'general', id: 'id-1', text: 'a' })])
    expect(received).toEqual(['send general a'])
  })
})

it('a button’s request that was received and not answered may have been carried out', async () => {
  background.receive = () => Promise.resolve(undefined)
  const place = { room: 'general', seq: 1 }
  expect(await sendRequest('run-action', { ...place, index: 0 })).toMatchObject({
    error: { reason: { kind: 'perhaps-done' } },
  })
  expect(await sendRequest('seen', place)).not.toHaveProperty('error.reason')
})

it('an answer that the row of its request does not know counts as none', async () => {
  const answer = (value: unknown) => () => Promise.resolve(value)
  background.receive = answer({ ok: true, value: { link: 5, expiresAt: 1 } })
  expect(await sendRequest('add-browser', {})).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  background.receive = answer({ ok: false, error: { code: 'made-up', message: '' } })
  expect(await sendRequest('retry-room', { room: 'general' })).toMatchObject({
    error: { code: 'unavailable' },
  })
  background.receive = answer({ ok: false, error: { kind: 'unheard-of' } })
  expect(await sendRequest('join', { link: '', name: '' })).toMatchObject({ error: { kind: 'refused' } })
})

it('a request that is not a draft goes a second time only if no background received the first', async () => {
  let sent = 0
  background.receive = () => {
    sent += 1
    return Promise.reject(new Error('The message port closed before a response was received.'))
  }
  expect(await sendRequest('leave', {})).toMatchObject({ error: { code: 'unavailable' } })
  expect(sent).toBe(1)
  expect(await sendRequest('send', { room: 'general', id: 'id-1', text: 'a' })).toMatchObject({ ok: false })
  expect(sent).toBe(3)
})

it('a page passes over what the background sends if it does not know it', () => {
  const got: unknown[] = []
  connectHub((message) => void got.push(message))
  const state = { seen: 1, more: false, loading: false, reloaded: false, outbox: [], typing: [] }
  const known = { type: 'state', room: 'general', state }
  for (const sent of [{ type: 'made-up' }, { ...known, room: '../x' }, known]) background.post(sent)
  expect(got).toEqual([known])
})
