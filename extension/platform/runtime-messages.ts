import browser from 'webextension-polyfill'
import type { DeedReason } from '../bridge/deed-failure.ts'
import { HUB_PORT, type HubMessage, type Watch } from '../bridge/hub-messages.ts'
import type { RequestInput, RequestName, RequestValues } from '../bridge/requests.ts'

/** A port that dies without a word was refused or met a background that cannot start: wait before the next. */
const SILENT_PORT_DELAY_MS = 500

/** How often each room's draft was given or taken away, so that a retry can tell that it has been overtaken. */
const draftTurns = new Map<string, number>()

/** Undefined: the request has nothing to do with drafts. */
const draftRoom = (name: RequestName, input: object): string | undefined =>
  (name === 'draft' || name === 'send') && 'room' in input ? String(input.room) : undefined

/** Tells whether a later draft of the same room, or its sending, has been asked for meanwhile. */
function takeDraftTurn(room: string): () => boolean {
  const turn = (draftTurns.get(room) ?? 0) + 1
  draftTurns.set(room, turn)
  return () => draftTurns.get(room) !== turn
}

const lost = <N extends RequestName>(name: N): RequestValues[N] => {
  // The background may have been stopped after it sent what a message's button sends.
  const reason: { reason?: DeedReason } = name === 'run-action' ? { reason: { kind: 'perhaps-done' } } : {}
  const failure = { code: 'unavailable', message: 'The extension did not answer.', ...reason } as const
  const error = name === 'join' ? { kind: 'refused', failure } : failure
  return { ok: false, error } as RequestValues[N]
}

/** Nobody received it, so that a repeat cannot do it twice. Chromium's and Firefox's words are the same. */
const wasNotReceived = (error: unknown): boolean =>
  error instanceof Error && /receiving end does not exist/i.test(error.message)

/**
 * Asks the background; failure is a value. A request that met no background is sent once more, but not a draft that
 * a later one, or the message itself, has overtaken. A message to send has an id of its own, so it may be repeated whatever happened.
 */
export async function sendRequest<N extends RequestName>(
  name: N,
  input: RequestInput<N>,
): Promise<RequestValues[N]> {
  const message = { type: name, input }
  const room = draftRoom(name, input)
  const overtaken = room === undefined ? undefined : takeDraftTurn(room)
  try {
    return (await browser.runtime.sendMessage<unknown, RequestValues[N] | undefined>(message)) ?? lost(name)
  } catch (error) {
    const mayRepeat = name === 'send' || wasNotReceived(error)
    if (!mayRepeat || (name === 'draft' && overtaken?.() === true)) return lost(name)
  }
  try {
    return (await browser.runtime.sendMessage<unknown, RequestValues[N] | undefined>(message)) ?? lost(name)
  } catch {
    return lost(name)
  }
}

export interface HubLink {
  /** Tells the background what this page shows; told again by itself after each reconnect. */
  watch(watch: Watch): void
}

/** The page's port to the background. It is opened anew each time the background has been stopped. */
export function connectHub(onMessage: (message: HubMessage) => void): HubLink {
  let port: browser.Runtime.Port | undefined
  let last: Watch | undefined

  const tell = () => {
    try {
      if (last !== undefined) port?.postMessage(last)
    } catch {
      // The port died and its `onDisconnect` is on its way; the watch is told to the next one.
    }
  }
  const open = () => {
    let heard = false
    port = browser.runtime.connect({ name: HUB_PORT })
    port.onMessage.addListener((message) => {
      heard = true
      onMessage(message as HubMessage)
    })
    port.onDisconnect.addListener(() => {
      port = undefined
      if (heard) open()
      else setTimeout(open, SILENT_PORT_DELAY_MS)
    })
    tell()
  }

  open()
  return {
    watch: (watch) => {
      last = watch
      tell()
    },
  }
}
