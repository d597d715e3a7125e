import * as v from 'valibot'
import browser from 'webextension-polyfill'
import { hubMessageSchema, type HubMessage } from '../shared/hub-messages.ts'
import { HUB_PORT, type Watch } from '../shared/hub-watch.ts'
import { requests, type RequestInput, type RequestName, type RequestValue } from '../shared/requests.ts'

/** A port that dies without a word was refused or met a background that cannot start: wait before the next. */
const SILENT_PORT_DELAY_MS = 500

/** How often each room's draft was saved or sent, so that a retry notices that it has been overtaken. */
const draftTurns = new Map<string, number>()

/** Undefined: the request has nothing to do with drafts. */
const draftRoom = (name: RequestName, input: object): string | undefined =>
  (name === 'draft' || name === 'send') && 'room' in input ? String(input.room) : undefined

/** Answers whether a later draft of the same room, or its sending, has been asked for meanwhile. */
function takeDraftTurn(room: string): () => boolean {
  const turn = (draftTurns.get(room) ?? 0) + 1
  draftTurns.set(room, turn)
  return () => draftTurns.get(room) !== turn
}

/** Nobody received it, so that a repeat cannot do it twice. Chromium's and Firefox's words are the same. */
const wasNotReceived = (error: unknown): boolean =>
  error instanceof Error && /receiving end does not exist/i.test(error.message)

function mayRepeat(name: RequestName, error: unknown, overtaken: boolean): boolean {
  switch (requests[name].retry) {
    case 'always':
      return true
    case 'not-received':
      return wasNotReceived(error)
    case 'not-overtaken':
      return wasNotReceived(error) && !overtaken
  }
}

/** Asks the background; failure is a value. What is asked twice, and when, says the request's row. */
export async function sendRequest<N extends RequestName>(
  name: N,
  input: RequestInput<N>,
): Promise<RequestValue<N>> {
  const row = requests[name]
  const room = draftRoom(name, input)
  const isOvertaken = room === undefined ? () => false : takeDraftTurn(room)
  const send = async (): Promise<RequestValue<N>> => {
    const answer = v.safeParse(row.value, await browser.runtime.sendMessage({ type: name, input }))
    return answer.success ? answer.output : row.unanswered
  }
  try {
    return await send()
  } catch (error) {
    if (!mayRepeat(name, error, isOvertaken())) return row.unanswered
  }
  return send().catch(() => row.unanswered)
}

export interface HubLink {
  /** Says to the background what this page shows; repeated by itself after each reconnect. */
  watch(watch: Watch): void
}

/**
 * The page's port to the background. It is opened anew each time the background has been stopped. A message that
 * `hubMessageSchema` does not know is passed over.
 */
export function connectHub(onMessage: (message: HubMessage) => void): HubLink {
  let port: browser.Runtime.Port | undefined
  let last: Watch | undefined

  const post = () => {
    try {
      if (last !== undefined) port?.postMessage(last)
    } catch {
      // The port died and its `onDisconnect` is on its way; the next one gets the watch.
    }
  }
  const open = () => {
    let heard = false
    port = browser.runtime.connect({ name: HUB_PORT })
    port.onMessage.addListener((message) => {
      heard = true
      const parsed = v.safeParse(hubMessageSchema, message)
      if (parsed.success) onMessage(parsed.output)
    })
    port.onDisconnect.addListener(() => {
      port = undefined
      if (heard) open()
      else setTimeout(open, SILENT_PORT_DELAY_MS)
    })
    post()
  }

  open()
  return {
    watch: (watch) => {
      last = watch
      post()
    },
  }
}
