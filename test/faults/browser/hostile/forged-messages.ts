import { requests, type RequestName } from '../../../../extension/shared/requests.ts'
import { toastMessageSchema } from '../../../../extension/shared/toast-messages.ts'
import { defaultPersonSettings } from '../../../../protocol/notification-settings.ts'
import { defaultDeviceSettings } from '../../../../extension/shared/device-settings.ts'

/** Each with an effect that would be found: the compiler holds that no request is left out. */
const inputs: Record<RequestName, object> = {
  join: { link: 'http://127.0.0.1:9/join#i', name: 'Mallory' },
  leave: {},
  send: { room: 'general', id: 'forged-1', text: 'Forged' },
  retry: { id: 'forged-1' },
  delete: { id: 'forged-1' },
  draft: { room: 'general', text: 'Forged' },
  seen: { room: 'general', seq: 1_000 },
  older: { room: 'general' },
  typing: { room: 'general' },
  show: { room: 'general' },
  'add-browser': {},
  'change-settings': { of: 'person', settings: { ...defaultPersonSettings, level: 'nothing' } },
  'set-device': { ...defaultDeviceSettings, hideText: true },
  append: { room: 'general', id: 'forged-3', kind: 'claim', about: 3, body: {} },
  message: { room: 'general', seq: 3 },
  pinned: { room: 'general' },
  'run-action': { room: 'general', seq: 3, index: 0 },
  'test-alert': { delayMs: 0 },
  reconnect: {},
  'retry-room': { room: 'general' },
}

/** What the toast's own frame may say, with a nonce that a page can only guess. */
function toastMessages(key: string): object[] {
  const about = { nonce: 'guessed-guessed-guessed', key }
  return toastMessageSchema.options.map(({ entries }) => ({
    type: entries.type.literal,
    nonce: about.nonce,
    ...('key' in entries ? { key } : {}),
    ...('height' in entries ? { height: 4_000 } : {}),
    ...('pinned' in entries ? { pinned: true } : {}),
    ...('text' in entries ? { text: 'Forged' } : {}),
    ...('id' in entries ? { id: 'forged-2' } : {}),
    ...('verified' in entries ? { verified: true } : {}),
    ...('index' in entries ? { index: 0 } : {}),
  }))
}

/** Every message that the background takes from anybody of ours. Leaving comes last: it would hide what was done before. */
export function forgedMessages(key: string): object[] {
  const names = Object.keys(requests) as RequestName[]
  const ordered = [...names.filter((name) => name !== 'leave'), 'leave' as const]
  return [...toastMessages(key), ...ordered.map((type) => ({ type, input: inputs[type] }))]
}
