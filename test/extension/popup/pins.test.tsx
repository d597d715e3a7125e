// @vitest-environment happy-dom
import { useSignal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { ShownRoomTools } from '../../../extension/popup/shown-room-tools.tsx'
import type { RoomView } from '../../../extension/shared/view.ts'
import { leo, message, mina, other, queued, roomView } from '../ui/entries.ts'
import { overview, roomSummary, storeWith } from '../ui/fake-store.ts'
import { find, mount, press, pressKey, recordAsks, refusal, settle } from '../ui/mount.tsx'

const pin = (seq: number, of: number, on = true) => ({ ...other(seq, 'pin', leo), about: of, body: { on } })
const old = { seq: 1, author: leo, text: 'how we deploy', at: 1 }

async function open(view: RoomView, pinned: unknown = { ok: true, value: [] }) {
  const { ask, asked } = recordAsks({ pinned })
  let jumped: number | undefined
  function Page() {
    const target = useSignal<number | undefined>(undefined)
    jumped = target.value
    return (
      <ShownRoomTools
        store={storeWith(ask, overview(), view)}
        room={roomSummary('general')}
        me={mina}
        everywhere="small"
        writable
        target={target}
        onProblem={() => undefined}
      />
    )
  }
  mount(<Page />)
  await settle()
  return { asked, jumped: () => jumped }
}
const texts = () => [...document.querySelectorAll('.pin-text')].map(({ textContent }) => textContent)

describe('the pins of a room', () => {
  it('have no button while there are none', async () => {
    await open(roomView([message(1)]))
    expect(document.querySelector('.pins-button')).toBeNull()
  })
  it('are those of the server and those that the log shows, each once, with how many', async () => {
    const view = roomView([message(5), pin(6, 5), message(7), pin(8, 7), pin(9, 7, false)])
    await open(view, { ok: true, value: [old, { ...old, seq: 7, text: 'off again' }] })
    await press(find('button', 'Pinned: 2'))
    expect(texts()).toEqual(['how we deploy', 'text 5'])
  })
  it('are those of the log where the server cannot be asked, with what waits', async () => {
    const outbox = [queued('p', { kind: 'pin', about: 5, body: { on: true } })]
    await open(roomView([message(5)], { outbox }), refusal)
    await press(find('button', 'Pinned: 1'))
    expect(texts()).toEqual(['text 5'])
  })
  it('lead to their messages, or open where those are older than the log that shows', async () => {
    const { jumped } = await open(roomView([message(5), pin(6, 5)]), { ok: true, value: [old] })
    await press(find('button', 'Pinned: 2'))
    const [older, newer] = document.querySelectorAll<HTMLElement>('.pin-message')
    if (older === undefined || newer === undefined) throw new Error('no pins')
    await press(older)
    expect(older.getAttribute('aria-expanded')).toBe('true')
    expect(jumped()).toBeUndefined()
    await press(newer)
    expect(jumped()).toBe(5)
    expect(document.querySelector('[role="dialog"]')).toBeNull()
  })
  it('are taken off in the list, which Escape closes', async () => {
    const { asked } = await open(roomView([message(5), pin(6, 5)]))
    await press(find('button', 'Pinned: 1'))
    await press(find('button', 'Unpin'))
    expect(asked.at(-1)).toMatchObject({
      name: 'append',
      input: { kind: 'pin', about: 5, body: { on: false } },
    })
    await pressKey('Escape')
    expect(document.querySelector('[role="dialog"]')).toBeNull()
    expect(document.activeElement).toBe(find('button', 'Pinned: 1'))
  })
})
