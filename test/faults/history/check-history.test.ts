import { describe, expect, test } from 'vitest'
import type { SavedRoom } from '../../../extension/background/channel/journal.ts'
import { createRandom } from '../harness/random.ts'
import { checkHistory } from './check-history.ts'
import type { RecordedLog } from './event.ts'
import { healthyHistory, type World } from './healthy-history.ts'
import { all, mutations } from './mutations.ts'
import { stories } from '../../support/stories.ts'

const check = (world: World) => checkHistory(world, { level: true })

describe('the checker', () => {
  test('finds nothing in healthy histories', () => {
    for (let seed = 1; seed <= stories(200); seed += 1)
      expect(check(healthyHistory(createRandom(seed))), `seed ${seed}`).toEqual([])
  })

  test.each(mutations)('finds %s: %s', (kind, _what, mutate) => {
    for (let seed = 1; seed <= stories(50); seed += 1) {
      const random = createRandom(seed)
      // Of its own, so that what is planted changes no other event that shares an entry.
      const world = structuredClone(healthyHistory(random))
      const named = mutate(world, random)
      const found = check(world).filter((violation) => violation.kind === kind)
      if (named === '') continue
      expect(
        found.some(({ what }) => what.includes(named)),
        `seed ${seed}: ${named}`,
      ).toBe(true)
    }
  })

  test('knows a log that was replaced: what went with it is not missing', () => {
    const world = healthyHistory(createRandom(7))
    const [old] = world.logs
    if (old === undefined) throw new Error('no log')
    const restored: RecordedLog = {
      ...old,
      logId: 'restored',
      head: 3,
      entries: old.entries.slice(0, 3),
      keys: [],
    }
    world.logs = [{ ...old, current: false }, restored, ...world.logs.slice(1)]
    for (const { rooms: kept } of all(world, 'kept')) {
      kept[0] = {
        saved: { ...kept[0]?.saved, logId: 'restored', cursor: 3 } as SavedRoom,
        entries: restored.entries,
      }
    }
    for (const screen of all(world, 'screen')) if (screen.room === old.room) screen.ids = []
    expect(check(world)).toEqual([])
  })
})
