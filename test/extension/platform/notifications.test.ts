import { beforeEach, describe, expect, it, vi } from 'vitest'

/** The polyfill takes a `browser` that is there as it is. */
const api = vi.hoisted(() => {
  const open = new Set<string>()
  const closed = () => {
    const listeners: ((id: string, byUser?: boolean) => void)[] = []
    return {
      addListener: (listener: (id: string, byUser?: boolean) => void) => void listeners.push(listener),
      close: (id: string, byUser?: boolean) => listeners.forEach((listener) => listener(id, byUser)),
    }
  }
  let added: (what: { permissions: string[] }) => void = () => undefined
  const permissions = { onAdded: { addListener: (listener: typeof added) => void (added = listener) } }
  const notifications = {
    getAll: () => Promise.resolve(Object.fromEntries([...open].map((id) => [id, {}]))),
    create: vi.fn((id: string, said: object) => (open.add(id), Promise.resolve([id, said]))),
    update: undefined as unknown,
    onClosed: closed(),
  }
  const runtime = { id: 'own', getURL: (path: string) => path, getManifest: () => ({ icons: { 128: 'i' } }) }
  const browser = { runtime, notifications, permissions }
  Object.assign(globalThis, { chrome: browser, browser })
  return { open, notifications, browser, added: (what: { permissions: string[] }) => added(what) }
})

// It listens when it is first imported; another file may have done so in this process.
vi.resetModules()
const { onNotificationClosed, rewriteNotification, showNotification } =
  await import('../../../extension/platform/notifications.ts')

const words = { title: 'New message', message: '', urgent: false, silent: false }
const update = vi.fn(() => Promise.resolve(true))
const { create } = api.notifications
beforeEach(async () => {
  api.open.clear()
  api.notifications.update = undefined
  vi.clearAllMocks()
  await showNotification('it', { title: 'Mina', message: 'secret', urgent: true, silent: false })
})

describe('a notification that is to say something else', () => {
  it('is updated where the browser can, and not shown anew', async () => {
    api.notifications.update = update
    await rewriteNotification('it', words)
    expect(update.mock.calls).toMatchObject([['it', { title: 'New message', message: '' }]])
    expect(create).toHaveBeenCalledTimes(1)
  })

  it('is made anew where it cannot', async () => {
    await rewriteNotification('it', words)
    expect(create.mock.calls[1]).toMatchObject(['it', { title: 'New message', message: '' }])
  })

  it('does not come back when the user has closed it', async () => {
    api.open.clear()
    await rewriteNotification('it', words)
    expect([create.mock.calls.length, api.open.size]).toEqual([1, 0])
  })

  it('is left to the badge when the permission has ended meanwhile', async () => {
    api.notifications.update = () => Promise.reject(new Error('gone'))
    await expect(rewriteNotification('it', words)).resolves.toBe(undefined)
  })
})

describe('the closing of a notification', () => {
  it('is heard from the first tick, or from when the permission is given', () => {
    const heard = vi.fn()
    const { onClosed } = api.notifications
    Object.assign(api.browser, { notifications: undefined })
    onNotificationClosed(heard)
    Object.assign(api.browser, { notifications: api.notifications })
    api.added({ permissions: ['notifications'] })
    onClosed.close('it', true)
    onClosed.close('it')
    expect(heard.mock.calls).toEqual([
      ['it', true],
      ['it', undefined],
    ])
  })
})

describe('a notification that is to make no sound', () => {
  it('says so where the browser knows of it', async () => {
    await showNotification('it', { ...words, silent: true })
    expect(create.mock.lastCall?.[1]).toMatchObject({ silent: true })
    await showNotification('it', words)
    expect(create.mock.lastCall?.[1]).not.toHaveProperty('silent')
  })
  it('does not in Firefox, which refuses what it does not know', async () => {
    vi.stubGlobal('document', {})
    await showNotification('it', { ...words, silent: true })
    expect(create.mock.lastCall?.[1]).not.toHaveProperty('silent')
    vi.unstubAllGlobals()
  })
})
