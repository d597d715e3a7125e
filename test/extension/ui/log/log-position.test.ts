import { describe, expect, it } from 'vitest'
import { nextPlace, positionOf, type Shown } from '../../../../extension/ui/log/log-position.ts'

const shown = (change: Partial<Shown> = {}): Shown => ({
  first: 10,
  last: 20,
  unreadFrom: undefined,
  queued: undefined,
  ...change,
})
/** 1,000 high, 400 of it in view. */
const at = (scrollTop: number) => ({ scrollHeight: 1000, clientHeight: 400, scrollTop })
const atEnd = positionOf(at(600), shown(), undefined)
const further = positionOf(at(100), shown(), atEnd)

describe('where the log goes', () => {
  it('begins at the start of reading', () => {
    expect(nextPlace(undefined, shown(), false)).toBe('start')
  })
  it('stays at the end for someone who is there, half a line off included', () => {
    expect(nextPlace(atEnd, shown({ last: 21 }), true)).toBe('end')
    expect(positionOf(at(590), shown(), undefined).atEnd).toBe(true)
  })
  it('does not move for someone further up, and holds when older entries come in above', () => {
    expect(nextPlace(further, shown({ last: 21 }), true)).toBeUndefined()
    expect(nextPlace(further, shown({ first: 1 }), true)).toBe('hold')
  })
  it('goes to the end with what was sent', () => {
    expect(nextPlace(further, shown({ queued: 'a' }), true)).toBe('end')
    const waiting = positionOf(at(100), shown({ queued: 'a' }), further)
    expect(nextPlace(waiting, shown({ queued: 'a', last: 21 }), true)).toBeUndefined()
    expect(nextPlace(waiting, shown({ last: 21 }), true)).toBeUndefined()
  })
  it('goes to a "New" line that comes with the catch-up, but not once the person has scrolled', () => {
    expect(nextPlace(atEnd, shown({ last: 50, unreadFrom: 21 }), false)).toBe('start')
    expect(nextPlace(further, shown({ last: 50, unreadFrom: 21 }), true)).toBeUndefined()
  })
})

describe('what counts as new below', () => {
  it('begins after the newest that was in view', () => {
    expect(atEnd.endSeq).toBe(20)
    expect(positionOf(at(100), shown({ last: 25 }), further).endSeq).toBe(20)
  })
  it('begins with the "New" line when the log opens there', () => {
    expect(positionOf(at(100), shown({ unreadFrom: 15 }), undefined).endSeq).toBe(14)
  })
})
