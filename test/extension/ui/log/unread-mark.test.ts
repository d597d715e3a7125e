import { describe, expect, it } from 'vitest'
import { nextMark, noMark } from '../../../../extension/ui/log/unread-mark.ts'
import { message, mina, roomState } from '../entries.ts'

const three = [message(1), message(2), message(3)]
const open = (seen: number) => nextMark(noMark, three, roomState({ seen }), mina.id, false)

describe('the "New" line', () => {
  it('is before what was unread on opening', () => {
    expect(open(1).unreadFrom).toBe(2)
    expect(open(3).unreadFrom).toBeUndefined()
  })
  it('is frozen there while the read mark moves on', () => {
    expect(nextMark(open(1), three, roomState({ seen: 3 }), mina.id, true).unreadFrom).toBe(2)
  })
  it('waits until the room is known', () => {
    expect(nextMark(noMark, [], roomState({ loading: true }), mina.id, false)).toBe(noMark)
  })
  it('does not come for what arrives under the person’s eyes', () => {
    const live = nextMark(open(3), [...three, message(4)], roomState({ seen: 3 }), mina.id, true)
    expect(live.unreadFrom).toBeUndefined()
  })
  it('comes for what arrives while they look elsewhere', () => {
    const away = nextMark(open(3), [...three, message(4)], roomState({ seen: 3 }), mina.id, false)
    expect(away.unreadFrom).toBe(4)
  })
})
