import type { Random } from '../harness/random.ts'
import { entryOf, type World } from './healthy-history.ts'
import type { ViolationKind } from './violation.ts'

/** As `mutations`: what may be wrong with claims. */
export const claimMutations: [
  kind: ViolationKind,
  what: string,
  mutate: (world: World, random: Random) => string,
][] = [
  [
    'duplicate',
    'a message is claimed twice',
    (world, random) => {
      const log = random.pick(world.logs)
      for (const who of ['anna', 'ben']) {
        const entry = entryOf(who, `${who}-claims`, ++log.head, 'claim')
        log.entries.push({ ...entry, about: 4, body: {} })
      }
      return 'ben-claims'
    },
  ],
  [
    'missing',
    'a claim was answered with the place of something else',
    (world, random) => {
      const { room, logId } = random.pick(world.logs)
      const claimed = { type: 'claimed', room, message: 4, logId, seq: 4 } as const
      world.events.push({ ...claimed, client: 'anna', at: 0 })
      return 'where no claim of it is'
    },
  ],
]
