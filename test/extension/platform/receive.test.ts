import { beforeEach, expect, it, vi } from 'vitest'

type Connect = (port: object) => void

/** The polyfill takes a `browser` that is there as it is. */
const listeners = vi.hoisted(() => {
  const listeners: Connect[] = []
  const onConnect = { addListener: (listener: Connect) => void listeners.push(listener) }
  const getURL = (path: string): string => `chrome-extension://own/${path}`
  const api = { runtime: { id: 'own', getURL, onConnect } }
  Object.assign(globalThis, { chrome: api, browser: api })
  return listeners
})

// It listens when it is first imported; another file may have done so in this process.
vi.resetModules()
const { onPort, onToastPort } = await import('../../../extension/platform/receive.ts')

const toast = { id: 'own', url: 'chrome-extension://own/toast/index.html#n', tab: { id: 7 }, frameId: 3 }
const popup = { id: 'own', url: 'chrome-extension://own/popup/index.html' }

function connect(name: string, sender: object) {
  const gone: (() => void)[] = []
  const port = {
    name,
    sender,
    disconnect: vi.fn(),
    postMessage: vi.fn(),
    onMessage: { addListener: vi.fn() },
    onDisconnect: { addListener: (listener: () => void) => void gone.push(listener) },
  }
  for (const listener of listeners) listener(port)
  return { port, disconnected: () => gone.forEach((listener) => listener()) }
}

const hubs = vi.fn()
const toasts = vi.fn()
beforeEach(() => {
  listeners.length = 0
  vi.resetAllMocks()
  onPort(hubs)
  onToastPort(toasts)
})

it('knows a toast by the frame that opens the port, and the hub by its pages', () => {
  expect(connect('toast:nonce', toast).port.disconnect).not.toHaveBeenCalled()
  expect(toasts.mock.calls.map(([, from]) => from as unknown)).toEqual([{ tabId: 7, nonce: 'nonce' }])
  connect('hub', popup)
  expect([hubs.mock.calls.length, toasts.mock.calls.length]).toEqual([1, 1])
})

it.each([
  ['one of our own pages', 'toast:nonce', popup],
  ['somebody who opened the address in a tab', 'toast:nonce', { ...toast, frameId: 0 }],
  ['a web page', 'toast:nonce', { ...toast, url: 'https://example.org/toast/' }],
  ['another extension', 'toast:nonce', { ...toast, id: 'other' }],
  ['a toast that asks for the hub', 'hub', toast],
  ['nobody known', 'something', popup],
])('is closed to %s', (_, name, sender) => {
  expect(connect(name, sender).port.disconnect).toHaveBeenCalledOnce()
  expect([hubs.mock.calls, toasts.mock.calls]).toEqual([[], []])
})

it('posts nothing to a frame that has gone, and says that it has', () => {
  const { port, disconnected } = connect('toast:nonce', toast)
  const [end] = toasts.mock.calls[0] as [Parameters<Parameters<typeof onToastPort>[0]>[0]]
  const gone = vi.fn()
  end.onGone(gone)
  end.post({ type: 'focus' })
  disconnected()
  end.post({ type: 'focus' })
  expect([port.postMessage.mock.calls, gone.mock.calls.length]).toEqual([[[{ type: 'focus' }]], 1])
})
