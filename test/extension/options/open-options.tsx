import { act } from 'preact/test-utils'
import type { PersonSettings } from '../../../protocol/notification-settings.ts'
import { Options } from '../../../extension/options/options.tsx'
import type { DeviceSettings } from '../../../extension/shared/device-settings.ts'
import type { Overview } from '../../../extension/shared/view.ts'
import { queued, roomView } from '../ui/entries.ts'
import { storeWith } from '../ui/fake-store.ts'
import { mount, recordAsks, settle } from '../ui/mount.tsx'

interface Setup {
  answers?: Parameters<typeof recordAsks>[0]
  /** The browser refuses permissions. */
  refuses?: boolean
  reportsSharing?: boolean
}

/** The options page, with a background that notes what it is asked. */
export async function openOptions(
  first: Overview,
  { answers, refuses = false, reportsSharing = false }: Setup = {},
) {
  const { ask, asked } = recordAsks(answers)
  const granted = { siteAccess: false, notifications: true }
  const turn = (on: boolean) => (kind: keyof typeof granted) => {
    if (!refuses) granted[kind] = on
    return Promise.resolve(!refuses)
  }
  const permissions = {
    granted: () => Promise.resolve({ ...granted }),
    requestAll: () => Promise.resolve(false),
    request: turn(true),
    remove: turn(false),
    onChanged: () => () => undefined,
  }
  const outbox = [queued('a')]
  const store = storeWith(ask, first, roomView([], { outbox }))
  mount(
    <Options
      store={store}
      permissions={permissions}
      pages={{ openTab: () => undefined, openWelcome: () => undefined }}
      shortcuts={() =>
        Promise.resolve([
          { description: 'Open Backchannel', keys: 'Ctrl+Shift+Y' },
          { description: 'Go to the card', keys: undefined },
        ])
      }
      reportsSharing={reportsSharing}
      version="1.2.3"
    />,
  )
  await settle()
  return {
    asked,
    words: () => document.body.textContent,
    send: (next: Overview) =>
      act(() => {
        store.overview.value = next
      }),
    /** What the background was last asked to keep. */
    person: () => asked.flatMap(({ name, input }) => personOf(name, input)).at(-1),
    device: () =>
      asked.filter(({ name }) => name === 'set-device').at(-1)?.input as DeviceSettings | undefined,
  }
}

function personOf(name: string, input: unknown): PersonSettings[] {
  const change = input as { of?: string; settings?: PersonSettings }
  return name === 'change-settings' && change.of === 'person' && change.settings !== undefined
    ? [change.settings]
    : []
}
