import * as v from 'valibot'
import type { RoomId } from '../../../protocol/entry.ts'
import { textSchema } from '../../../protocol/message.ts'
import { fitsWire } from '../../../protocol/text-size.ts'
import type { Action } from '../../../protocol/action.ts'
import { fail, ok, type Result } from '../../../protocol/result.ts'
import type { DeviceSettings } from '../../shared/device-settings.ts'
import { requests, type RequestInput, type RequestName, type RequestValue } from '../../shared/requests.ts'
import type { Channel } from '../channel/channel.ts'
import type { JournalReader } from '../channel/journal.ts'
import type { Hub } from '../hub/hub.ts'
import type { BrowserState } from '../journal/browser-state.ts'
import type { LocalState } from '../journal/local-state.ts'
import { actionOf, messageView, pinnedMessages } from '../message-view.ts'
import type { Session } from '../session.ts'
import { createWhenJoined } from '../when-joined.ts'

type Handlers = { [N in RequestName]: (input: RequestInput<N>) => Promise<RequestValue<N>> }

export interface PageRequestDeps {
  session: Session
  local: LocalState
  browser: Pick<BrowserState, 'saveDevice'>
  journal: JournalReader
  hub: Hub
  /** The room to show changed. */
  showed: (room: RoomId) => void
  /** The settings of this browser were stored. */
  deviceChanged: (settings: DeviceSettings) => void
  /** Carries out a `view` or `http` action that the person clicked. */
  runAction: (action: Action) => Promise<RequestValue<'run-action'>>
  testAlert: (delayMs: number) => Promise<RequestValue<'test-alert'>>
}

const envelope = v.strictObject({
  type: v.picklist(Object.keys(requests) as RequestName[]),
  input: v.unknown(),
})
const done = ok(null)

/** What the extension's own pages ask for. The caller has made sure that it was one of them. */
export function createPageRequests(deps: PageRequestDeps): (message: unknown) => Promise<unknown> {
  const handlers = createHandlers(deps)
  return async (message) => {
    const asked = v.safeParse(envelope, message)
    if (!asked.success) return fail('malformed', 'There is no such request.')
    const { type } = asked.output
    const input = v.safeParse(requests[type].input, asked.output.input)
    if (!input.success) return fail('malformed', input.issues[0].message)
    return (handlers[type] as (input: unknown) => Promise<unknown>)(input.output)
  }
}

function createHandlers(deps: PageRequestDeps): Handlers {
  const { session, browser, local, journal, hub, showed } = deps
  const joined = createWhenJoined(() => session.channel())
  const act = (use: (channel: Channel) => unknown): Promise<Result<null>> =>
    joined(async (channel) => {
      await use(channel)
      return done
    })
  return {
    join: ({ link, name }) => session.join(link, name),
    leave: async () => ok({ signedOut: await session.leave() }),
    send: (message) => joined((channel) => send(channel, message)),
    retry: ({ id }) => act((channel) => channel.outbox.retry(id)),
    delete: ({ id }) => act((channel) => channel.outbox.delete(id)),
    draft: ({ room, text }) => act(() => local.saveDraft(room, text)),
    seen: ({ room, seq }) => act((channel) => channel.seen(room, seq)),
    older: ({ room }) => act(() => hub.older(room)),
    typing: ({ room }) => act((channel) => channel.typing(room)),
    show: ({ room }) =>
      act(async () => {
        await local.saveCurrent(room)
        showed(room)
      }),
    'change-settings': (change) => joined((channel) => setSettings(channel, change)),
    'set-device': async (settings) => {
      await browser.saveDevice(settings)
      deps.deviceChanged(settings)
      return done
    },
    append: (entry) => joined((channel) => channel.append(entry)),
    message: (place) => joined((channel) => messageView(channel, journal, place)),
    pinned: ({ room }) => joined((channel) => pinnedMessages(channel, room)),
    'run-action': (place) =>
      joined(async (channel) => {
        const action = await actionOf(channel, journal, place)
        return action.ok ? deps.runAction(action.value) : action
      }),
    'test-alert': ({ delayMs }) => deps.testAlert(delayMs),
    'add-browser': () => joined((channel) => channel.addBrowser()),
    reconnect: () => act((channel) => channel.nudge(true)),
    'retry-room': ({ room }) => act((channel) => channel.retryRoom(room)),
  }
}

async function setSettings(channel: Channel, change: RequestInput<'change-settings'>): Promise<Result<null>> {
  if (change.of === 'room' && !channel.room(change.room)) {
    return fail('unknown_room', 'You are not in this room any more.')
  }
  await channel.settings.set(change)
  return done
}

/** `holdMs`: it waits so long, and can be undone meanwhile. */
export async function send(
  channel: Channel,
  { text, ...entry }: RequestInput<'send'> & { holdMs?: number },
): Promise<Result<null>> {
  if (!channel.room(entry.room)) return fail('unknown_room', 'You are not in this room any more.')
  if (!fitsWire(text)) return fail('too_large', 'The message is too long.')
  const checked = v.safeParse(textSchema, text)
  if (!checked.success) return fail('malformed', checked.issues[0].message)
  await channel.outbox.add({ ...entry, kind: 'message', body: { text } })
  return done
}
