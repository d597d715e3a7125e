// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { RoomGrewLine } from '../../../extension/popup/room-grew-line.tsx'
import type { RoomSummary } from '../../../extension/shared/view.ts'
import { roomSummary } from '../ui/fake-store.ts'
import { find, mount, press, recordAsks, settle } from '../ui/mount.tsx'

beforeEach(() => localStorage.clear())

const { ask, asked } = recordAsks()
async function show(members: number, change: Partial<RoomSummary> = {}): Promise<string> {
  const room = roomSummary('general', { members, ...change })
  mount(<RoomGrewLine room={room} everywhere="small" ask={ask} onProblem={() => undefined} />)
  await settle()
  return document.body.textContent
}
const said = '6 people are in this room now: only mentions and important messages notify you.'

it('a room grows beyond five people, and nothing says that its messages notify no more', async () => {
  expect(await show(5)).toBe('')
  expect(await show(6)).toContain(said)
  await press(find('button', 'Keep it so'))
  expect([document.body.textContent, await show(6)]).toEqual(['', ''])
})

it('a room that was large from the beginning, or has a level of its own, says that it has grown', async () => {
  expect(await show(6)).toBe('')
  await show(5)
  expect(await show(6, { level: 'mentions' })).toBe('')
})

it('the choice changes another thing than the level of this room', async () => {
  await show(5)
  await show(6)
  await press(find('button', 'Notify me about every message'))
  expect(asked).toEqual([
    {
      name: 'change-settings',
      input: { of: 'room', room: 'general', settings: { level: 'all', mutedUntil: null } },
    },
  ])
  expect(await show(6)).toBe('')
})
