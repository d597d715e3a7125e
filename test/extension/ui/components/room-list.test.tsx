// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import type { Level } from '../../../../protocol/notification-settings.ts'
import type { RoomSummary } from '../../../../extension/shared/view.ts'
import { RoomList } from '../../../../extension/ui/components/room-list.tsx'
import { roomSummary } from '../fake-store.ts'
import { mount } from '../mount.tsx'

function show(change: Partial<RoomSummary>, everywhere: Level = 'small') {
  const rooms = [roomSummary('ops', change)]
  mount(<RoomList rooms={rooms} everywhere={everywhere} shown={undefined} onOpen={() => undefined} />)
  const button = document.querySelector('.room')
  return {
    name: button?.getAttribute('aria-label'),
    silent: button?.classList.contains('silent'),
    sign: button?.querySelector('.icon') !== null,
  }
}

describe('a room in the list', () => {
  it('says that it is muted, by a sign too, and goes on counting', () => {
    expect(show({ unread: 3, mutedUntil: Date.now() + 60_000 })).toEqual({
      name: 'ops, 3 unread, muted',
      silent: true,
      sign: true,
    })
    expect(document.querySelector('.room-count')?.textContent).toBe('3')
  })
  it('is as any other once that is over', () => {
    expect(show({ mutedUntil: Date.now() - 1 })).toEqual({ name: 'ops', silent: false, sign: false })
  })
  it.each([
    ['by its own level', 'nothing', 'all', true],
    ['as everywhere', null, 'nothing', true],
    ['not where its own level is another', 'all', 'nothing', false],
  ] as const)('says that nothing of it alerts: %s', (_, level, everywhere, silent) => {
    expect(show({ level }, everywhere)).toEqual({
      name: silent ? 'ops, notifications are off' : 'ops',
      silent,
      sign: silent,
    })
  })
})
