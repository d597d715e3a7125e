import { randomUUID } from 'node:crypto'
import { startChannel } from '../../../../extension/background/channel/channel.ts'
import type { Hub } from '../../../../extension/background/hub/hub.ts'
import { createIndexedDbJournal } from '../../../../extension/background/journal/indexed-db-journal.ts'
import { createLocalState } from '../../../../extension/background/journal/local-state.ts'
import { openDatabase } from '../../../../extension/background/journal/open-database.ts'
import {
  createPageRequests,
  type PageRequestDeps,
} from '../../../../extension/background/wiring/page-requests.ts'
import type { Session } from '../../../../extension/background/session.ts'
import type { DeviceSettings } from '../../../../extension/shared/device-settings.ts'
import type { Action } from '../../../../protocol/action.ts'
import { ok } from '../../../../protocol/result.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { messageAt, sampleRoom } from '../../../support/channel/sample.ts'
import {
  createScriptedTransport,
  type ScriptedTransport,
} from '../../../support/channel/scripted-transport.ts'
import { silentListener } from '../../../support/channel/silent-listener.ts'
import { settled } from '../../../support/settled.ts'

export const view: Action = { type: 'view', label: 'Graph', url: 'https://grafana.example/d/1' }
export const copy: Action = { type: 'copy', label: 'Copy', value: 'kubectl' }
const log = [
  {
    ...messageAt(1, { text: 'Disk full' }),
    priority: 5 as const,
    body: { text: 'Disk full', title: 'db-1', actions: [view, copy] },
  },
  messageAt(2, { text: 'plain' }),
  { ...messageAt(3), kind: 'join', body: {} },
  { ...messageAt(4, { author: 'theo' }), kind: 'claim', about: 1, body: {} },
]

/** The requests of a page to a background with one room; not joined: nobody yet. */
export async function startPageRequests({ joined = true } = {}) {
  const db = await openDatabase(randomUUID())
  const [local, journal] = [createLocalState(db), createIndexedDbJournal(db)]
  await journal.apply(sampleRoom({ cursor: 4, name: 'Ops' }), log, 'me')
  const transport = createScriptedTransport()
  const channel = await startChannel({
    account: { server: 'http://127.0.0.1:1', token: 't', me: { id: 'me', name: 'Me' } },
    journal,
    clock: createManualClock(),
    openTransport: transport.open,
    hasNetwork: () => true,
    offlineSince: undefined,
    listener: silentListener,
  })
  const ran: Action[] = []
  const devices: DeviceSettings[] = []
  const saved: DeviceSettings[] = []
  const deps: PageRequestDeps = {
    session: { channel: () => (joined ? channel : undefined) } as Session,
    browser: { saveDevice: async (settings) => void saved.push(settings) },
    local,
    journal,
    hub: {} as Hub,
    showed: () => undefined,
    deviceChanged: (settings) => void devices.push(settings),
    runAction: async (action) => (ran.push(action), ok({ status: 204 })),
    testAlert: async (delayMs) => ok({ shown: 'toast', ms: delayMs, whyNoToast: undefined }),
  }
  const request = createPageRequests(deps)
  const ask = (type: string, input: unknown) => request({ type, input })
  return { ask, channel, transport, ran, devices, saved }
}

/** The room hears that its log is the one that is kept. */
export async function connect(transport: ScriptedTransport): Promise<void> {
  transport.emit({ type: 'connected' })
  transport.emit({ type: 'push', name: 'heads', push: { general: { logId: 'log-1', seq: 4, seen: 0 } } })
  await settled()
}
