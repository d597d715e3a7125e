import type { NotifierDeps } from '../../../extension/background/notifier/notifier.ts'
import { createNotifier, type Notifier } from '../../../extension/background/notifier/notifier.ts'
import type { ToastContent } from '../../../extension/bridge/toast-messages.ts'

/** A browser with tabs, notifications and a badge, as far as the notifier knows of one. */
export interface Surroundings {
  notifier: Notifier
  deps: NotifierDeps
  /** What happened, in order. */
  log: string[]
  tabs: { front: { tabId: number; allowed: boolean } | undefined }
  /** What a page does with a toast: show it, refuse the host, hold it and stay silent, or lose it before it is revealed. */
  page: { does: 'show' | 'refuse' | 'stay silent' | 'lose it' }
  system: { granted: boolean; shown: Map<string, ToastContent> }
  /** Hosts in the tabs, by tab. */
  hosts: Map<number, { nonce: string; height: number | undefined }>
  showing: Set<string>
  opened: (string | undefined)[]
  marks: Map<string, number>
  /** Runs what waits for the time to pass. */
  timeIsUp(): void
  lastNonce(): string
}

export function createSurroundings(marks = new Map<string, number>()): Surroundings {
  const log: string[] = []
  const timers = new Set<() => void>()
  const tabs: Surroundings['tabs'] = { front: { tabId: 1, allowed: true } }
  const page: Surroundings['page'] = { does: 'show' }
  const system: Surroundings['system'] = { granted: true, shown: new Map() }
  const hosts: Surroundings['hosts'] = new Map()
  const showing = new Set<string>()
  const opened: (string | undefined)[] = []
  let nonces = 0

  /** What the toast's frame does once it is there. */
  function loadFrame(tabId: number, nonce: string): void {
    const sender = { tabId, frameId: 7 }
    const content = notifier.toastMessage({ type: 'toast-ready', nonce }, sender)
    log.push(content === undefined ? 'no text' : `text ${content.text}`)
    if (content !== undefined) notifier.toastMessage({ type: 'toast-shown', nonce, height: 120.4 }, sender)
  }

  const deps: NotifierDeps = {
    pages: {
      frontTab: () => Promise.resolve(tabs.front),
      hold(tabId, nonce) {
        if (page.does === 'refuse') return Promise.resolve(false)
        log.push(`hold ${tabId}`)
        hosts.set(tabId, { nonce, height: undefined })
        if (page.does !== 'stay silent') queueMicrotask(() => loadFrame(tabId, nonce))
        return Promise.resolve(true)
      },
      reveal(tabId, nonce, height) {
        const host = hosts.get(tabId)
        if (page.does === 'lose it' || host?.nonce !== nonce) return Promise.resolve(false)
        log.push(`reveal ${tabId}`)
        host.height = height
        return Promise.resolve(true)
      },
      remove(tabId, nonce) {
        if (hosts.get(tabId)?.nonce !== nonce) return Promise.resolve(false)
        log.push(`remove ${tabId}`)
        hosts.delete(tabId)
        return Promise.resolve(true)
      },
    },
    system: {
      available: () => system.granted,
      ids: () => Promise.resolve([...system.shown.keys()]),
      show(id, content) {
        log.push(`system ${id}`)
        system.shown.set(id, content)
        return Promise.resolve()
      },
      clear(id) {
        if (system.shown.delete(id)) log.push(`clear ${id}`)
        return Promise.resolve()
      },
    },
    badge: { set: ({ text }) => log.push(`badge ${text}`) },
    clock: {
      after(_ms, run) {
        timers.add(run)
        return () => timers.delete(run)
      },
    },
    alerted: {
      upTo: (logId) => Promise.resolve(marks.get(logId) ?? 0),
      raise: (logId, seq) => Promise.resolve(void marks.set(logId, seq)),
    },
    nonce: () => `nonce-of-16-signs-${++nonces}`,
    isShowing: (room) => showing.has(room),
    roomOf: (logId) => logId.replace('log-', ''),
    openRoom: (room) => opened.push(room),
  }
  const notifier = createNotifier(deps)
  const timeIsUp = (): void => {
    for (const run of [...timers]) run()
  }
  return {
    ...{ notifier, deps, log, tabs, page, system, hosts, showing, opened, marks, timeIsUp },
    lastNonce: () => `nonce-of-16-signs-${nonces}`,
  }
}
