import { beforeEach, describe, expect, it } from 'vitest'
import { fail } from '../../../../protocol/result.ts'
import { personColour } from '../../../../extension/shared/person-colour.ts'
import { arrivalOf, message } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'

const sender = { tabId: 1, frameId: 7 }
const key = 'log-general:1'
const actions = [
  { type: 'view', label: 'Look', url: 'https://пример.test/log' },
  { type: 'http', label: 'Restart', url: 'https://ci.test:8443/x', method: 'POST' },
  { type: 'copy', label: 'Copy', value: 'abc' },
]

/** A title and one word: 6 s, and 0.3 s for each. */
const WHOLE_MS = 6_600

let at: Harness
let nonce: string
beforeEach(async () => {
  at = createHarness()
  await at.notifier.arrived(arrivalOf([message(1, { text: 'secret', body: { title: 'Build', actions } })]))
  nonce = at.host().nonce
})

describe('the text of a toast', () => {
  const ask = (message: unknown, from: { tabId?: number; frameId?: number } = sender): Promise<unknown> =>
    at.notifier.toastMessage(message, { tabId: from.tabId, frameId: from.frameId })

  it('goes to its frame, with the true hosts of its actions', async () => {
    expect(await ask({ type: 'toast-ready', nonce })).toMatchObject({
      cards: [
        {
          ...{ key, author: 'Ada', room: 'General', title: 'Build', text: 'secret', canReply: true },
          picture: { initials: 'A', colour: personColour('ada') },
          actions: [
            { type: 'view', target: { host: 'xn--e1afmkfd.test', path: '/log' }, value: undefined },
            { type: 'http', target: { method: 'POST', host: 'ci.test:8443', path: '/x' } },
            { type: 'copy', target: undefined, value: 'abc' },
          ],
        },
      ],
      rest: { count: 0, rooms: 0 },
    })
  })

  it.each([
    ['another tab', { tabId: 2, frameId: 7 }],
    ['no tab', { frameId: 7 }],
    ['the top of a tab', { tabId: 1, frameId: 0 }],
    ['nobody knows which frame', { tabId: 1 }],
  ])('does not go to %s', async (_, from) => {
    expect(await ask({ type: 'toast-ready', nonce }, from)).toBeUndefined()
  })

  it.each([
    ['a forged nonce', { type: 'toast-ready', nonce: 'nonce-of-16-signs-x' }],
    ['no nonce', { type: 'toast-ready' }],
    ['a nonce that is none', { type: 'toast-ready', nonce: ['nonce-of-16-signs-1'] }],
    ['an unknown type', { type: 'toast-text', nonce: 'nonce-of-16-signs-1' }],
    ['nothing', undefined],
    ['a string', 'toast-ready'],
  ])('is not given for %s', async (_, input) => {
    expect(await ask(input)).toBeUndefined()
  })

  it('is not given for more than was agreed, nor when the toast is gone', async () => {
    expect(await ask({ type: 'toast-ready', nonce, room: 'general' })).toBeUndefined()
    await at.notifier.read('general', 1)
    expect(await ask({ type: 'toast-ready', nonce })).toBeUndefined()
  })
})

it.each([
  [-5, 40],
  [99.2, 100],
  [5000, 440],
])('a frame that says it is %i high makes its host %i high', async (height, made) => {
  await at.say({ type: 'toast-shown', height })
  expect(at.host().height).toBe(made)
  await at.notifier.toastMessage({ type: 'toast-shown', nonce, height: 200 }, { tabId: 2, frameId: 7 })
  expect(at.host().height).toBe(made)
})

describe('a card', () => {
  it('that is dismissed is read, and its time being over is not', async () => {
    await at.say({ type: 'toast-dismiss', key: 'log-general:2' })
    expect(at.hosts.size).toBe(1)
    await at.say({ type: 'toast-dismiss', key })
    expect([at.hosts.size, at.lines('read')]).toEqual([0, ['read general 1']])
    await at.notifier.arrived(arrivalOf([message(2)]))
    await at.say({ type: 'toast-expired', key: 'log-general:2' })
    expect([at.hosts.size, at.lines('read').length]).toEqual([0, 1])
  })

  it('is read before it goes: a worker that dies in between must not leave it unread', async () => {
    const stored: number[] = []
    const { markRead } = at.deps.actions
    at.deps.actions.markRead = (room, seq) => {
      stored.push(at.stored().alerts.length)
      return markRead(room, seq)
    }
    await at.say({ type: 'toast-dismiss', key })
    at.tabs.front = undefined
    await at.notifier.arrived(arrivalOf([message(2)]))
    await at.notifier.notificationClicked('log-general:2')
    expect([stored, at.hosts.size, at.system.shown.size]).toEqual([[1, 1], 0, 0])
  })

  it('that is opened is read and opens its room', async () => {
    await at.say({ type: 'toast-open', key })
    expect([at.hosts.size, at.lines('open'), at.lines('read')]).toEqual([
      0,
      ['open general'],
      ['read general 1'],
    ])
  })

  it('of a worker before this one is taken away when its frame asks, and gets no text', async () => {
    at.disk.alerts = undefined
    const { views } = at.host()
    await createHarness(at).settle()
    expect([at.hosts.size, views.length]).toEqual([0, 1])
  })

  it('of no alert state is unmounted when its frame connects', async () => {
    at.notifier.toastPort(
      { post: () => undefined, onGone: () => undefined },
      { tabId: 1, nonce: at.host().nonce },
    )
    await at.settle()
    expect(at.hosts.size).toBe(1)
    const { nonce } = at.host()
    at.disk.alerts = undefined
    const next = createHarness(at, { wrap: (deps) => deps, isOver: () => true })
    next.notifier.toastPort({ post: () => undefined, onGone: () => undefined }, { tabId: 1, nonce })
    await next.settle()
    expect(at.hosts.size).toBe(0)
  })

  it('that is typed in is not replaced: what is newer is counted and comes afterwards', async () => {
    await at.say({ type: 'toast-typing', key, typing: true })
    await at.notifier.arrived(arrivalOf([message(2)], { id: 'ops' }))
    await at.clock.pass(60_000)
    expect([at.texts(), at.shown().rest]).toEqual([['secret'], { count: 1, rooms: 1 }])
    await at.say({ type: 'toast-typing', key, typing: false })
    expect([at.texts(), at.shown().rest.count]).toEqual([['text 2'], 1])
  })

  it('whose time is over takes along those beside it whose time is over too, and no others', async () => {
    await at.notifier.arrived(arrivalOf([message(4, { priority: 4 })], { id: 'ops' }))
    await at.clock.pass(1_000)
    await at.notifier.arrived(arrivalOf([message(9)], { id: 'chat' }))
    expect(at.shown().rest.count).toBe(2)
    await at.say({ type: 'toast-expired', key: 'log-chat:9' })
    expect([at.texts(), at.shown().rest.count]).toEqual([['text 4'], 0])
  })
})

describe('a reply', () => {
  const reply = { type: 'toast-reply', key, id: 'r-1', text: 'on it' }

  it('is held for its Undo, reads the message, and leaves the card until that is over', async () => {
    await at.say({ type: 'toast-draft', key, text: 'on it' })
    expect(await at.say(reply)).toEqual({ ok: true, value: { done: 'done' } })
    expect([at.lines('reply'), at.lines('read')]).toEqual([
      ['reply general r-1 on it 2000'],
      ['read general 1'],
    ])
    await at.settle()
    expect([at.texts(), at.shown().cards[0]?.draft]).toEqual([['secret'], ''])
    await at.clock.pass(2_500)
    expect(at.hosts.size).toBe(0)
  })

  it('leaves its card in place of what is newer, which comes afterwards', async () => {
    await at.say(reply)
    await at.notifier.arrived(arrivalOf([message(2)], { id: 'ops' }))
    expect([at.texts(), at.shown().rest.count]).toEqual([['secret'], 1])
    await at.say({ type: 'toast-expired', key })
    expect(at.texts()).toEqual(['text 2'])
  })

  it('takes only the time that passed from what is older', async () => {
    await at.notifier.arrived(arrivalOf([message(2, { priority: 4 })], { id: 'ops' }))
    await at.clock.pass(1_000)
    const own = 'log-ops:2'
    await at.say({ ...reply, key: own })
    await at.clock.pass(1_500)
    await at.say({ type: 'toast-expired', key: own })
    expect(at.shown().cards).toMatchObject([{ key, remainingMs: WHOLE_MS - 2_500 }])
  })

  it('that is undone keeps its card, until that is ended', async () => {
    await at.say(reply)
    expect(await at.say({ type: 'toast-undo', key, id: 'r-2' })).toMatchObject({ ok: false })
    expect(await at.say({ type: 'toast-undo', key, id: 'r-1' })).toMatchObject({ ok: true })
    await at.clock.pass(60_000)
    expect([at.texts(), at.lines('undo')]).toEqual([['secret'], ['undo r-1']])
    await at.say({ type: 'toast-dismiss', key })
    expect(at.hosts.size).toBe(0)
  })

  it('that is on its way already is not undone', async () => {
    at.answer.undo = false
    await at.say(reply)
    expect(await at.say({ type: 'toast-undo', key, id: 'r-1' })).toMatchObject({ ok: false })
  })

  it('that is refused reads nothing', async () => {
    at.deps.actions.reply = () => Promise.resolve(fail('too_large', 'Too long.'))
    expect(await at.say(reply)).toEqual(fail('too_large', 'Too long.'))
    expect(at.lines('read')).toEqual([])
  })
})

describe('what a hidden frame could be clicked for', () => {
  const messageActions = [
    [{ type: 'toast-acknowledge', key }, 'confirm general log-general:1 acknowledge'],
    [{ type: 'toast-claim', key }, 'confirm general log-general:1 claim'],
    [{ type: 'toast-action', key, index: 0 }, 'confirm general log-general:1 action-0'],
    [{ type: 'toast-action', key, index: 2 }, 'confirm general log-general:1 action-2'],
  ] as const

  it.each(messageActions)('is asked for on a page of ours: %o', async (message, line) => {
    const before = at.log.length
    expect(await at.say({ ...message, verified: false })).toEqual({ ok: true, value: { done: 'confirm' } })
    expect([at.log.slice(before), at.actions]).toEqual([[line], []])
  })

  it('is done when the frame was surely visible', async () => {
    const act = (index: number): Promise<unknown> =>
      at.say({ type: 'toast-action', key, index, verified: true })
    expect(await act(1)).toEqual({ ok: true, value: { done: 'done', status: 204 } })
    expect(await act(2)).toEqual({ ok: true, value: { done: 'done' } })
    expect(at.actions).toEqual([{ ...actions[1] }])
    expect(await at.say({ type: 'toast-claim', key, verified: true })).toMatchObject({ ok: true })
    await at.say({ type: 'toast-acknowledge', key, verified: true })
    expect([at.lines('claim'), at.lines('read'), at.hosts.size]).toEqual([
      ['claim general 1'],
      ['read general 1'],
      0,
    ])
  })

  it.each([
    ['a page of a private network', { type: 'view', label: 'Go', url: 'http://router/reboot' }],
    [
      'a request into a private network',
      { type: 'http', label: 'Go', url: 'https://192.168.1.1/', method: 'POST' },
    ],
    ['a page of this computer', { type: 'view', label: 'Go', url: 'http://[::ffff:127.0.0.1]:9200/' }],
    ['a request to this computer', { type: 'http', label: 'Go', url: 'https://localhost./', method: 'GET' }],
    ['a text too long for its button', { type: 'copy', label: 'Go', value: 'x'.repeat(25) }],
    ['a text of two lines', { type: 'copy', label: 'Go', value: 'ls\nrm' }],
    ['a text with signs that look like others', { type: 'copy', label: 'Go', value: 'gіt push' }],
  ])('nor is %s done from the card, however visible', async (_, action) => {
    await at.notifier.arrived(arrivalOf([message(2, { body: { actions: [action] } })]))
    expect(at.shown().cards[0]?.actions[0]?.value).toBeUndefined()
    const before = at.log.length
    expect(await at.say({ type: 'toast-action', key: 'log-general:2', index: 0, verified: true })).toEqual({
      ok: true,
      value: { done: 'confirm' },
    })
    expect([at.log.slice(before), at.actions]).toEqual([['confirm general log-general:2 action-0'], []])
  })

  it('says why it failed', async () => {
    at.answer.claim = fail('unavailable', 'No connection.')
    expect(await at.say({ type: 'toast-claim', key, verified: true })).toEqual(at.answer.claim)
  })

  it('is no action that the message does not have', async () => {
    await at.notifier.arrived(arrivalOf([message(2)]))
    const act = { type: 'toast-action', key: 'log-general:2', index: 0, verified: true }
    expect(await at.say(act)).toMatchObject({ ok: false })
  })
})
