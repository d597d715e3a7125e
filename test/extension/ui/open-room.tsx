import { signal } from '@preact/signals'
import { act } from 'preact/test-utils'
import type { Entry } from '../../../protocol/entry.ts'
import { RoomPane } from '../../../extension/ui/components/room-pane.tsx'
import type { RoomState } from '../../../extension/shared/view.ts'
import { byPerson } from '../by-person.ts'
import { leo, mina, other, roomView } from './entries.ts'
import { overview, storeWith } from './fake-store.ts'
import { find, mount, recordAsks, settle } from './mount.tsx'

export const about = (seq: number, kind: string, of: number, body: object = {}, author = leo): Entry => ({
  ...other(seq, kind, author),
  about: of,
  body: { ...body },
})
const account = { server: 'https://chat.example.org', me: mina }

/** A room that Mina reads and writes in. */
export function openRoom(
  entries: Entry[],
  state: Partial<RoomState> = {},
  draft = '',
  answers: Parameters<typeof recordAsks>[0] = {},
) {
  const { ask, asked } = recordAsks(answers)
  const store = storeWith(ask, overview(), roomView(entries, state, draft))
  const view = signal(store.view.peek())
  const target = signal<number | undefined>(undefined)
  mount(<RoomPane store={{ ...store, view }} overview={overview()} account={account} target={target} />)
  const box = find<HTMLTextAreaElement>('textarea')
  return {
    box,
    target,
    asked: (name: string) => asked.filter((one) => one.name === name).map(({ input }) => input),
    show: (next: Entry[], change: Partial<RoomState> = {}) =>
      act(() => {
        view.value = roomView(next, change)
      }),
    type: (text: string) => {
      box.value = text
      void act(() => void box.dispatchEvent(byPerson(new InputEvent('input', { bubbles: true }))))
    },
    enter: async () => {
      const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
      void act(() => void box.dispatchEvent(byPerson(event)))
      await settle()
    },
  }
}

export const row = (seq: number) => find(`article[data-seq="${seq}"]`)
/** As by the keyboard. */
export async function focusRow(seq: number): Promise<void> {
  await act(() => row(seq).focus())
  await settle()
}
export const words = () => document.body.textContent
