import type { BrowserName } from '../../support/browser/browser-under-test.ts'
import { waitFor } from '../../support/wait-for.ts'
import { isMessage } from '../../../protocol/message.ts'
import type { Run } from '../harness/fault-row.ts'
import { startFleet, type Fleet } from '../harness/fleet.ts'
import { startProxy, type Line } from '../harness/proxy.ts'
import { readLogs } from '../history/read-logs.ts'
import type { History } from '../history/history.ts'
import type { Violation } from '../history/violation.ts'
import { startRecordedBrowser, type RecordedBrowser } from './recorded-browser.ts'
import { storedByExtension } from './stored-by-extension.ts'

const CAUGHT_UP_WITHIN_MS = 20_000

/** A person at a browser, behind a line that can fail, and another one in Node, who writes all the time. */
export interface BrowserStage {
  mina: RecordedBrowser
  line: Line
  /** Ends the connections on it. */
  cut(): void
  /**
   * Ends the writing, waits until the browser's disk is caught up, and checks what everybody saw. `level` is how long
   * that took, ms; Infinity when it never came to be.
   */
  end(): Promise<{ violations: Violation[]; level: number }>
}

export async function startBrowserStage(
  run: Run<unknown>,
  browser: BrowserName,
  extension: string | undefined,
): Promise<BrowserStage> {
  const fleet = await startFleet(run, { clients: 1 })
  const { port, url, invite } = fleet.server()
  const proxy = await startProxy(() => run.random.next())
  run.onEnd(proxy.close)
  proxy.to(port)
  const mina = await startRecordedBrowser(run, { browser, extension, invite: invite.replace(url, proxy.url) })
  await mina.openPopup()
  const stopWriting = fleet.sendAllTheTime(300)
  run.onEnd(stopWriting)
  return {
    mina,
    line: proxy.line,
    cut: () => void proxy.cut(),
    end: async () => {
      await stopWriting()
      const level = await untilBrowserIsCaughtUp(fleet, mina)
      const seen = await mina.recordKept(readLogs(fleet.dataDir))
      return { level, violations: [...seen, ...(await fleet.check())] }
    },
  }
}

async function untilBrowserIsCaughtUp(fleet: Fleet, mina: RecordedBrowser): Promise<number> {
  const began = performance.now()
  const [jonas] = fleet.clients
  const isCaughtUp = async (): Promise<boolean> => {
    const { rooms, outbox } = await storedByExtension(mina.browser())
    const held = rooms.map(({ saved: { id, logId, cursor } }) => [id, `${logId}:${cursor}`] as const)
    return outbox.length === 0 && held.every(([room, cursor]) => jonas?.cursors().get(room) === cursor)
  }
  return waitFor(isCaughtUp, 'the browser is caught up', CAUGHT_UP_WITHIN_MS).then(
    () => Math.round(performance.now() - began),
    () => Infinity,
  )
}

/** The longest time from Enter to the other person, ms; Infinity for what never got there. */
export function slowest(history: History, texts: readonly string[]): number {
  const appliedAt = new Map<string, number>()
  for (const event of history.events) {
    if (event.type !== 'applied') continue
    for (const entry of event.entries) if (isMessage(entry)) appliedAt.set(entry.body.text, event.at)
  }
  const times = history.events.flatMap((event) =>
    event.type === 'sending' && texts.includes(event.text)
      ? [(appliedAt.get(event.text) ?? Infinity) - event.at]
      : [],
  )
  return Math.max(...times)
}

/** What keeps a message for the next background: without it, it is in the memory of this one alone. */
export const outboxOnDisk = {
  find: 'await store.add({ ...item })',
  put: 'Date.now()',
} as const
