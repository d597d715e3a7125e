// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { PopupPages } from '../../../extension/popup/popup-pages.ts'
import { Popup } from '../../../extension/popup/popup.tsx'
import type { Connection, Overview, RoomView } from '../../../extension/shared/view.ts'
// Read already when the popup asks for it.
import '../../../extension/ui/keys/key-list.tsx'
import { message, roomView } from '../ui/entries.ts'
import { notJoined, overview, roomSummary, storeWith } from '../ui/fake-store.ts'
import { find, mount, recordAsks, settle } from '../ui/mount.tsx'

const invite = `https://chat.example.org/join#i${'x'.repeat(43)}`

const all = { siteAccess: true, notifications: true }

const permissionsOf = (granted: typeof all) => ({
  granted: () => Promise.resolve(granted),
  requestAll: () => Promise.resolve(false),
  request: () => Promise.resolve(false),
  remove: () => Promise.resolve(false),
  onChanged: () => () => undefined,
})

async function open(first: Overview, view?: RoomView, tab?: string, granted = all) {
  const { ask, asked } = recordAsks()
  const opened: unknown[] = []
  const pages: PopupPages = {
    tabInFront: () => Promise.resolve(tab),
    openOptions: () => void opened.push('options'),
    openTab: (url) => void opened.push(url),
    openWelcome: (link) => void opened.push(['welcome', link]),
  }
  const store = storeWith(ask, first, view)
  mount(<Popup store={store} permissions={permissionsOf(granted)} pages={pages} />)
  await settle()
  const click = (name: string) => act(() => find('button', name).click())
  return { asked, opened, store, click, words: () => document.body.textContent }
}
const joined = (connection: Connection, change: Partial<Overview> = {}) =>
  open(overview({ connection, ...change }), roomView([message(1)]))

describe('the popup of someone who has not joined', () => {
  it('says how to start and leads to the page for it', async () => {
    const { words, click, opened } = await open(notJoined(), undefined, 'https://news.example/join')
    expect(words()).toContain('Paste your invite link to start')
    expect(words()).not.toContain('tab in front')
    await click('Enter an invite link')
    expect(opened).toEqual([['welcome', undefined]])
  })
  it('offers the invite of the tab in front', async () => {
    const { click, opened } = await open(notJoined(), undefined, invite)
    await click('Join chat.example.org')
    expect(opened).toEqual([['welcome', invite]])
  })
  it('says that joining goes on', async () => {
    const { words } = await open(notJoined({ joining: { link: invite, name: 'Mina' } }))
    expect(words()).toContain('Joining…')
  })
})

describe('where the tab in front shows the address of a message', () => {
  const { server } = overview().account ?? { server: '' }
  const openAt = async (address: string) => {
    const { store } = await open(
      overview({ rooms: [roomSummary('general'), roomSummary('ops')] }),
      roomView([message(1), message(2)]),
      address,
    )
    return store.room.value
  }
  it('opens its room', async () => {
    expect(await openAt(`${server}/m/ops/2`)).toBe('ops')
  })
  it.each([`${server}/m/secret/2`, 'https://evil.example/m/ops/2', `${server}/join`])(
    'stays where it is for %s',
    async (address) => expect(await openAt(address)).toBe('general'),
  )
  it('goes to the message', async () => {
    await open(overview(), roomView([message(1), message(2)]), `${server}/m/general/1`)
    await settle()
    expect(document.activeElement?.getAttribute('data-seq')).toBe('1')
  })
})

it('says which rooms a server keeps replacing, and goes on with one when it is asked', async () => {
  const rooms = [roomSummary('general'), roomSummary('ops', { name: 'Operations', stopped: true })]
  const { words, click, asked } = await joined({ state: 'connected' }, { rooms })
  expect(words()).toContain('This server keeps replacing the history of Operations.')
  await click('Try again')
  expect(asked).toContainEqual({ name: 'retry-room', input: { room: 'ops' } })
})

it('says until when a server that sends too much is left alone', async () => {
  const until = Date.now() + 60_000
  const { words } = await joined({ state: 'offline', since: 1, why: 'too-much', until })
  expect(words()).toContain('chat.example.org sends more than this browser takes')
})

describe('the popup', () => {
  it('shows history from the first moment, whatever the connection', async () => {
    const { words } = await joined({ state: 'connecting' })
    expect(words()).toContain('text 1')
    expect(find('[role="log"]').getAttribute('aria-label')).toBe('Messages in general')
  })
  it('says since when it is offline, and that what is sent waits', async () => {
    const since = new Date().setHours(14, 2, 0, 0)
    const { words, asked, click } = await joined({ state: 'offline', since, why: 'no-network' })
    expect(words()).toContain('Offline since 14:02. What you send waits here.')
    await click('Try now')
    expect(asked.map(({ name }) => name)).toContain('reconnect')
  })
  it('opens a server that does not answer in a tab', async () => {
    const { words, click, opened } = await joined({ state: 'offline', since: Date.now(), why: 'no-answer' })
    expect(words()).toContain('chat.example.org does not answer.')
    await click('Open in a tab')
    expect(opened).toEqual(['https://chat.example.org'])
  })
  it('lets nobody send who was signed out', async () => {
    const { words } = await joined({ state: 'signed-out' })
    expect(words()).toContain('This browser was signed out.')
    expect(find<HTMLButtonElement>('button', 'Send').disabled).toBe(true)
  })
  it('names each room with its unread count, and goes through them with Alt and arrows', async () => {
    const rooms = ['general', 'alerts', 'design'].map((id, unread) => roomSummary(id, { unread }))
    const { store, click } = await joined({ state: 'connected' }, { rooms })
    expect(find('nav').getAttribute('aria-label')).toBe('Rooms')
    const press = (key: string) =>
      act(() => void window.dispatchEvent(new KeyboardEvent('keydown', { key, altKey: true })))
    await press('ArrowUp')
    expect(store.room.value).toBe('design')
    await press('ArrowDown')
    expect(store.room.value).toBe('general')
    await click('alerts, 1 unread')
    expect(store.room.value).toBe('alerts')
  })
  it('makes a link for another browser', async () => {
    const { asked, click } = await joined({ state: 'connected' })
    await click('Add a browser')
    await settle()
    expect(asked.map(({ name }) => name)).toContain('add-browser')
  })
})

describe('the popup of someone whom nothing notifies', () => {
  beforeEach(() => localStorage.clear())
  const none = { siteAccess: false, notifications: false }
  const sentence = 'Notifications are off. New messages count on the toolbar icon.'
  const openWith = (granted: typeof all) => open(overview(), roomView([]), undefined, granted)

  it('says so, and leads to where it can be changed', async () => {
    const { words, click, opened } = await openWith(none)
    expect(words()).toContain(sentence)
    await click('Show them on pages…')
    expect(opened).toEqual([['welcome', undefined]])
  })
  it('says it no more once that was hidden', async () => {
    const first = await openWith(none)
    await first.click('Hide this')
    expect(first.words()).not.toContain(sentence)
    expect((await openWith(none)).words()).not.toContain(sentence)
  })
  it.each([{ siteAccess: true }, { notifications: true }])('says nothing of it with %j', async (some) => {
    expect((await openWith({ ...none, ...some })).words()).not.toContain(sentence)
  })
  it('says nothing of it to someone who has not joined', async () => {
    const { words } = await open(notJoined(), undefined, undefined, none)
    expect(words()).not.toContain(sentence)
  })
})

describe('the list of keys', () => {
  const press = async (target: Element | null, init: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', { key: '?', bubbles: true, cancelable: true, ...init })
    await act(() => void target?.dispatchEvent(event))
    await settle()
    return event.defaultPrevented
  }
  const list = () => document.querySelector('dialog')

  it('opens by ? where nobody types, and closes', async () => {
    await joined({ state: 'connected' })
    expect(await press(document.querySelector('textarea'))).toBe(false)
    expect(await press(document.body, { ctrlKey: true })).toBe(false)
    expect(list()).toBeNull()
    expect(await press(document.querySelector('article'))).toBe(true)
    await vi.waitFor(() => expect(list()?.open).toBe(true))
    const keys = [...document.querySelectorAll('kbd')].map((one) => one.textContent)
    expect(keys).toEqual(expect.arrayContaining(['R', 'E', '+', 'P', 'Delete', '?', 'Shift+Enter']))
    await act(() => find('dialog button', 'Close').click())
    await vi.waitFor(() => expect(list()).toBeNull())
  })
  it('opens from the menu of the bell', async () => {
    const { click } = await joined({ state: 'connected' })
    await click('Notifications')
    // Its items are loaded when it opens.
    const item = await vi.waitFor(() => find('[role=menuitem]', 'Keyboard shortcuts'))
    await act(() => item.click())
    await vi.waitFor(() => expect(list()?.open).toBe(true))
  })
})
