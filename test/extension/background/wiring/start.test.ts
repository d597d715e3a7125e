import { afterAll, expect, test, vi } from 'vitest'
import type { HubMessage } from '../../../../extension/shared/hub-messages.ts'
import type { Overview } from '../../../../extension/shared/view.ts'
import { defaultDeviceSettings } from '../../../../extension/shared/device-settings.ts'
import { ok } from '../../../../protocol/result.ts'
import { messageAt } from '../../../support/channel/sample.ts'
import { createScriptedTransport } from '../../../support/channel/scripted-transport.ts'
import { waitFor } from '../../../support/wait-for.ts'

/** A browser in which no window is in front. The polyfill takes a `browser` that is there as it is. */
const browser = vi.hoisted(() => {
  const done = () => Promise.resolve()
  const event = { addListener: () => undefined }
  const api = {
    action: {
      setBadgeText: vi.fn(done),
      setBadgeBackgroundColor: done,
      setBadgeTextColor: done,
      setTitle: done,
      openPopup: vi.fn(done),
    },
    alarms: { get: done, create: vi.fn(done), clear: vi.fn(done) },
    i18n: { getMessage: (key: string) => key, getUILanguage: () => 'en' },
    notifications: {
      getAll: () => Promise.resolve({}),
      create: vi.fn(done),
      clear: done,
      onClicked: event,
      onClosed: event,
    },
    permissions: { contains: () => Promise.resolve(false), onAdded: event, onRemoved: event },
    runtime: {
      id: 'own',
      getURL: (path: string) => `chrome-extension://own/${path}`,
      getManifest: () => ({ icons: {} }),
      getPlatformInfo: done,
    },
    tabs: { query: () => Promise.resolve([]) },
    windows: { getAll: () => Promise.resolve([]) },
  }
  Object.assign(globalThis, { chrome: api, browser: api })
  return api
})

const transport = createScriptedTransport()
vi.doMock('../../../../extension/background/channel/socket-transport.ts', () => ({
  openSocketTransport: transport.open,
}))
vi.resetModules()
const { startBackground } = await import('../../../../extension/background/wiring/start.ts')

const link = `http://127.0.0.1:8787/join#i${'a'.repeat(43)}`
const room = { id: 'general', name: 'general', logId: 'log-1', head: 0, seen: 0, unread: 0, members: 2 }
vi.stubGlobal('navigator', { onLine: true })
vi.stubGlobal('fetch', async () =>
  Response.json(ok({ token: 'token', person: { id: 'me', name: 'Me' }, rooms: [room] })),
)
transport.answer('rooms', async () => ok({ rooms: [room] }))
transport.answer('range', async () => ok({ logId: 'log-1', floor: 1, head: 0, entries: [] }))
afterAll(() => vi.unstubAllGlobals())

test('the parts reach each other: a join, a message, the settings of the browser, and leaving', async () => {
  const { hub, pageRequest } = await startBackground()
  const got: HubMessage[] = []
  const page = hub.connect({ post: (message) => void got.push(message) })
  const overview = (): Overview | undefined =>
    got.flatMap((message) => (message.type === 'overview' ? message.overview : [])).at(-1)
  const ask = (type: string, input: object) => pageRequest({ type, input })

  expect(await ask('join', { link, name: 'Me' })).toEqual(ok({ room: 'general' }))
  transport.emit({ type: 'connected' })
  await waitFor(() => overview()?.current === 'general', 'the room is listed')
  expect(overview()).toMatchObject({ account: { me: { name: 'Me' } }, current: 'general', textHidden: 'no' })
  expect(browser.alarms.create).toHaveBeenCalled()

  page.received({ type: 'watch', room: 'general', showing: false })
  await waitFor(() => got.some(({ type }) => type === 'room'), 'the page has the room')
  const entries = [messageAt(1)]
  transport.emit({ type: 'push', name: 'entries', push: { room: 'general', logId: 'log-1', entries } })
  await waitFor(() => got.some(({ type }) => type === 'entries'), 'the page gets the message')
  await waitFor(() => browser.notifications.create.mock.calls.length === 1, 'the system shows it')
  await waitFor(() => overview()?.rooms[0]?.unread === 1, 'it is unread')
  expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ text: '1' })

  await ask('set-device', { ...defaultDeviceSettings, hideText: true })
  expect(overview()).toMatchObject({ textHidden: 'by-setting', device: { hideText: true } })

  transport.emit({ type: 'lost' })
  expect(await ask('leave', {})).toEqual(ok({ signedOut: false }))
  await waitFor(() => overview()?.current === undefined, 'what was wiped is read again')
  expect(overview()).toMatchObject({ account: undefined, rooms: [], textHidden: 'no' })
  expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ text: '' })
})
