import type { Pages, SystemNotifications } from '../../../../extension/background/notifier/ports.ts'
import type { Host, World } from './world.ts'

/** The pages of this world. `load` is called for the frame of each host that is mounted. */
export function fakePages(world: World, load: (tabId: number, host: Host) => void): Pages {
  const { log, tabs, page, hosts } = world
  return {
    frontTab: () => Promise.resolve(tabs.front),
    mount(tabId, nonce, { corner }) {
      if (page.does === 'refuse') return Promise.resolve(false)
      log.push(`mount ${tabId}`)
      const host: Host = { nonce, height: undefined, corner, views: [], pushes: [], end: undefined }
      hosts.set(tabId, host)
      if (page.does !== 'stay silent') queueMicrotask(() => load(tabId, host))
      return Promise.resolve(true)
    },
    reveal(tabId, nonce, height) {
      const host = hosts.get(tabId)
      if (page.does === 'lose it' || host?.nonce !== nonce) return Promise.resolve(false)
      if (host.height === undefined) log.push(`reveal ${tabId}`)
      host.height = height
      return Promise.resolve(true)
    },
    unmount(tabId, nonce) {
      if (hosts.get(tabId)?.nonce !== nonce) return Promise.resolve(false)
      log.push(`unmount ${tabId}`)
      hosts.delete(tabId)
      return Promise.resolve(true)
    },
    probe: (tabId, nonce) =>
      Promise.resolve(world.found.probe ?? (hosts.get(tabId)?.nonce === nonce ? 'mounted' : 'elsewhere')),
    focus(tabId, nonce) {
      log.push(`focus ${tabId}`)
      return Promise.resolve(hosts.get(tabId)?.nonce === nonce)
    },
    blur: (tabId) => Promise.resolve(void log.push(`blur ${tabId}`)),
  }
}

export const fakeSystem = ({ log, system }: World): SystemNotifications => ({
  available: () => system.granted,
  updates: () => system.updates,
  ids: () => Promise.resolve([...system.shown.keys()]),
  show(id, content) {
    log.push(`system ${id}`)
    system.shown.set(id, content)
    return Promise.resolve()
  },
  rewrite(id, content) {
    log.push(`rewrite ${id}`)
    if (system.shown.has(id)) system.shown.set(id, content)
    return Promise.resolve()
  },
  clear(id) {
    if (system.shown.delete(id)) log.push(`clear ${id}`)
    return Promise.resolve()
  },
})
