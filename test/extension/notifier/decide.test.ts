import { describe, expect, it } from 'vitest'
import { ALERT_MEMBERS_MAX, decide, waysOf } from '../../../extension/background/notifier/decide.ts'

const both = [false, true]

/** Every combination there is, so that no rule can hide behind another. */
const facts = both.flatMap((message) =>
  both.flatMap((mine) =>
    both.flatMap((read) =>
      both.flatMap((showing) =>
        both.flatMap((alerted) =>
          [ALERT_MEMBERS_MAX, ALERT_MEMBERS_MAX + 1].map((members) => ({
            message,
            mine,
            read,
            showing,
            alerted,
            members,
          })),
        ),
      ),
    ),
  ),
)

describe('decide', () => {
  it('is asked about every combination', () => expect(facts).toHaveLength(64))

  it.each(facts)('$message $mine $read $showing $alerted $members', (entry) => {
    const unread = entry.message && !entry.mine && !entry.read && !entry.showing
    const alert = unread && !entry.alerted && entry.members <= 5
    expect(decide(entry)).toBe(alert ? 'alert' : unread ? 'badge' : 'none')
  })

  it('alerts in exactly one of them', () => {
    expect(facts.filter((entry) => decide(entry) === 'alert')).toEqual([
      { message: true, mine: false, read: false, showing: false, alerted: false, members: 5 },
    ])
  })
})

describe('waysOf', () => {
  it.each([
    [{ page: true, system: true }, ['toast', 'system']],
    [{ page: true, system: false }, ['toast']],
    [{ page: false, system: true }, ['system']],
    [{ page: false, system: false }, []],
  ])('%o', (surroundings, ways) => expect(waysOf(surroundings)).toEqual(ways))
})
