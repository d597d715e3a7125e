import { beforeEach, describe, expect, it } from 'vitest'
import { arrivalOf, claim, message, urgent } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'
import { pageTab } from './world.ts'

let at: Harness
const key = 'log-general:1'
beforeEach(async () => {
  at = createHarness()
  at.page.does = 'show'
  await at.notifier.arrived(arrivalOf([message(1)]))
})

const goTo = async (front: Harness['tabs']['front']): Promise<void> => {
  at.tabs.front = front
  await at.notifier.frontChanged()
}

describe('an open toast', () => {
  it('follows to the tab that came to the front, with the rest of its time', async () => {
    const whole = at.shown().cards[0]?.remainingMs ?? 0
    await at.clock.pass(2_000)
    await goTo(pageTab(2))
    expect([[...at.hosts.keys()], at.shown(2).cards[0]?.remainingMs]).toEqual([[2], whole - 2_000])
    await at.notifier.frontChanged()
    expect(at.lines('mount')).toEqual(['mount 1', 'mount 2'])
  })

  it('takes along what is half typed, and stays pinned', async () => {
    await at.say({ type: 'toast-typing', key, typing: true })
    await at.say({ type: 'toast-draft', key, text: 'I am on it' })
    await goTo(pageTab(2))
    await at.notifier.arrived(arrivalOf([message(2)], { id: 'ops' }))
    expect(at.shown(2).cards).toMatchObject([{ key, draft: 'I am on it', remainingMs: null }])
    expect(at.shown(2).rest).toEqual({ count: 1, rooms: 1 })
  })

  it('whose half typed reply was deleted there goes on with the rest of its time', async () => {
    const whole = at.shown().cards[0]?.remainingMs ?? 0
    await at.clock.pass(1_000)
    await at.say({ type: 'toast-typing', key, typing: true })
    await goTo(pageTab(2))
    await at.clock.pass(60_000)
    await at.say({ type: 'toast-typing', key, typing: false }, 2)
    expect(at.shown(2).cards).toMatchObject([{ key, remainingMs: whole - 1_000 }])
  })

  it.each([[{ tabId: 2, host: undefined, refused: 'no-page' } as const], [undefined]])(
    'stays behind when that is %o, and its time is paused',
    async (front) => {
      const whole = at.shown().cards[0]?.remainingMs ?? 0
      await goTo(front)
      expect([[...at.hosts.keys()], at.system.shown.size]).toEqual([[1], 0])
      await at.clock.pass(60_000)
      await goTo(pageTab(3))
      expect(at.shown(3).cards[0]?.remainingMs).toBe(whole)
    },
  )

  it('that was left behind comes when the tab in front has a page that can hold it', async () => {
    await goTo({ tabId: 2, host: undefined, refused: 'no-page' })
    await goTo(pageTab(2))
    expect([[...at.hosts.keys()], at.texts(2)]).toEqual([[2], ['text 1']])
  })

  it('is left alone where it is: a page often reports that it has loaded something', async () => {
    await at.clock.pass(2_000)
    await at.notifier.frontChanged()
    await at.notifier.frontChanged()
    expect([at.lines('mount').length, at.host().views.length]).toEqual([1, 1])
  })

  it('stays behind where the person wants none', async () => {
    at.device = { ...at.device, sites: { 'site-2.test': { toasts: false, corner: null } } }
    await goTo(pageTab(2))
    expect([...at.hosts.keys()]).toEqual([1])
  })

  it('becomes a notification where the tab in front cannot hold it', async () => {
    at.page.does = 'refuse'
    await goTo(pageTab(2))
    expect([at.hosts.size, [...at.system.shown.keys()]]).toEqual([0, [key]])
    expect(at.log.indexOf('unmount 1')).toBeLessThan(at.log.indexOf(`system ${key}`))
  })

  it('that was dismissed does not follow', async () => {
    await at.say({ type: 'toast-dismiss', key })
    await goTo(pageTab(2))
    expect(at.hosts.size).toBe(0)
  })

  it('gets the focus by the keyboard command, and gives it back', async () => {
    await at.notifier.focusToast()
    expect([at.lines('focus'), at.host().pushes]).toEqual([['focus 1'], [{ type: 'focus' }]])
    await at.say({ type: 'toast-blur' })
    expect(at.lines('blur')).toEqual(['blur 1'])
  })
})

describe('a frame that is gone', () => {
  const lose = async (found: 'mounted' | 'tampered' | 'elsewhere' | 'no answer'): Promise<void> => {
    at.found.probe = found
    const { end } = at.host()
    if (found !== 'mounted') at.hosts.clear()
    end?.()
    await at.settle()
  }

  it('since the page tampered with it, is followed by a notification, and by no toast of that message', async () => {
    await lose('tampered')
    expect([[...at.system.shown.keys()], at.hosts.size]).toEqual([[key], 0])
    at.found.probe = undefined
    await at.notifier.arrived(arrivalOf([message(2)], { id: 'ops' }))
    expect([at.texts(), at.shown().rest.count, [...at.system.shown.keys()]]).toEqual([['text 2'], 0, [key]])
    await goTo(pageTab(2))
    expect(at.texts(2)).toEqual(['text 2'])
  })

  it('since the person went to another document, comes again there', async () => {
    await at.clock.pass(1_000)
    await lose('elsewhere')
    expect([at.texts(), at.system.shown.size, at.lines('mount').length]).toEqual([['text 1'], 0, 2])
  })

  it('waits for a document that is still loading, and then comes again there', async () => {
    const whole = at.shown().cards[0]?.remainingMs ?? 0
    at.page.does = 'refuse'
    await lose('no answer')
    await at.clock.pass(700)
    expect([at.system.shown.size, at.lines('mount').length]).toEqual([0, 1])
    await at.notifier.arrived(arrivalOf([message(2)], { id: 'ops' }))
    at.page.does = 'show'
    at.found.probe = 'elsewhere'
    await at.clock.pass(300)
    expect([at.texts(), at.shown().rest.count, at.system.shown.size]).toEqual([['text 2'], 1, 0])
    expect(at.shown().cards[0]?.remainingMs).toBeGreaterThan(whole - 500)
  })

  it('waits too while the tab says, between two documents, that it holds no page', async () => {
    const { front } = at.tabs
    at.tabs.front = { tabId: 1, host: undefined, refused: 'no-page' }
    await lose('no answer')
    at.tabs.front = front
    at.found.probe = 'elsewhere'
    await at.clock.pass(300)
    expect([at.texts(), at.system.shown.size]).toEqual([['text 1'], 0])
  })

  it('is a notification where that document never answers', async () => {
    at.page.does = 'refuse'
    await lose('no answer')
    await at.clock.pass(5_000)
    expect([at.hosts.size, [...at.system.shown.keys()]]).toEqual([0, [key]])
  })

  it('follows to a tab that is still loading when that can hold it', async () => {
    at.found.probe = 'no answer'
    at.page.does = 'refuse'
    await goTo(pageTab(2))
    await at.clock.pass(500)
    expect([at.system.shown.size, at.lines('mount')]).toEqual([0, ['mount 1']])
    at.page.does = 'show'
    at.found.probe = 'elsewhere'
    await at.clock.pass(300)
    expect([[...at.hosts.keys()], at.lines('mount')]).toEqual([[2], ['mount 1', 'mount 2']])
  })

  it('since its tab was closed, comes again where the person is now', async () => {
    at.tabs.front = pageTab(4)
    await lose('elsewhere')
    expect([...at.hosts.keys()]).toEqual([4])
  })

  const noPage = { tabId: 1, host: undefined, refused: 'no-page' } as const

  it.each([
    ['a page of the browser', 'no answer', noPage],
    ['a page where the person wants none', 'elsewhere', { ...pageTab(1), host: 'never.test' }],
  ] as const)('since its tab went to %s, is followed by one notification', async (_, look, front) => {
    at.device = { ...at.device, sites: { 'never.test': { toasts: false, corner: null } } }
    at.tabs.front = front
    await lose(look)
    await at.clock.pass(5_000)
    expect([at.lines('system'), at.lines('mount'), at.hosts.size]).toEqual([
      [`system ${key}`],
      ['mount 1'],
      0,
    ])
    await goTo(pageTab(2))
    expect([[...at.system.shown.keys()], at.hosts.size]).toEqual([[key], 0])
  })

  it.each([
    ['the tab in front is one of the browser’s', { ...noPage, tabId: 2 }],
    ['another program is in front', undefined],
  ])('since its tab was closed, is followed by one notification where %s', async (_, front) => {
    at.tabs.front = front
    await lose('no answer')
    expect([at.lines('system'), at.hosts.size]).toEqual([[`system ${key}`], 0])
  })

  it('which waited behind such a tab, is followed by one when its own is closed', async () => {
    await goTo({ ...noPage, tabId: 2 })
    expect(at.system.shown.size).toBe(0)
    await lose('no answer')
    expect(at.lines('system')).toEqual([`system ${key}`])
  })

  it('is on the badge where nothing can show', async () => {
    at.tabs.front = undefined
    at.system.granted = false
    await lose('elsewhere')
    at.system.granted = true
    await at.notifier.frontChanged()
    await goTo(pageTab(2))
    expect([at.hosts.size, at.system.shown.size]).toEqual([0, 0])
  })

  it('and said "Sent", or who has it, leaves nothing: it was read', async () => {
    await at.notifier.arrived(arrivalOf([message(1)], { id: 'ops' }))
    await at.notifier.arrived(arrivalOf([claim(2, 1)], { id: 'ops' }))
    await at.say({ type: 'toast-reply', key, id: 'answer-1', text: 'Yes.' })
    at.tabs.front = undefined
    await lose('elsewhere')
    expect([at.lines('system'), at.hosts.size]).toEqual([[], 0])
  })

  it('does not play the sound of an open urgent notification again', async () => {
    at.tabs.front = undefined
    await at.notifier.arrived(arrivalOf([urgent(5)], { id: 'ops' }))
    at.tabs.front = pageTab(1)
    await at.notifier.arrived(arrivalOf([message(2)]))
    at.tabs.front = noPage
    await lose('elsewhere')
    expect([at.lines('system log-ops'), [...at.system.shown.keys()]]).toEqual([
      ['system log-ops:5'],
      ['log-ops:5', 'log-general:2'],
    ])
  })

  it('and still held has only lost its port', async () => {
    await lose('mounted')
    expect([at.hosts.size, at.system.shown.size]).toEqual([1, 0])
  })
})
