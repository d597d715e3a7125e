import { describe, expect, it } from 'vitest'
import { nextPlace, positionOf, type Shown } from '../../../../extension/ui/log/log-position.ts'

const shown = (change: Partial<Shown> = {}): Shown => ({
  last: 20,
  unreadFrom: undefined,
  queued: undefined,
  ...change,
})
/** 1,000 high, 400 of it in view. */
const at = (scrollTop: number) => ({ scrollHeight: 1000, clientHeight: 400, scrollTop })
const atEnd = positionOf(at(600), shown(), undefined, true)
const further = positionOf(at(100), shown(), atEnd, true)

describe('where the log goes', () => {
  it('begins at the start of reading', () => {
    expect(nextPlace(undefined, shown(), false)).toBe('start')
  })
  it('stays at the end for someone who is there, half a line off included', () => {
    expect(nextPlace(atEnd, shown({ last: 21 }), true)).toBe('end')
    expect(positionOf(at(590), shown(), undefined, true).atEnd).toBe(true)
  })
  it('holds what someone further up reads', () => {
    expect(nextPlace(further, shown({ last: 21 }), true)).toBe('hold')
  })
  it('is not at the end where the end is not drawn', () => {
    expect(positionOf(at(600), shown(), undefined, false).atEnd).toBe(false)
  })
  it('goes to the end with what was sent', () => {
    expect(nextPlace(further, shown({ queued: 'a' }), true)).toBe('end')
    const waiting = positionOf(at(100), shown({ queued: 'a' }), further, true)
    expect(nextPlace(waiting, shown({ queued: 'a', last: 21 }), true)).toBe('hold')
    expect(nextPlace(waiting, shown({ last: 21 }), true)).toBe('hold')
  })
  it('goes to a "New" line that comes with the catch-up, but not once the person has scrolled', () => {
    expect(nextPlace(atEnd, shown({ last: 50, unreadFrom: 21 }), false)).toBe('start')
    expect(nextPlace(further, shown({ last: 50, unreadFrom: 21 }), true)).toBe('hold')
  })
})

describe('what counts as new below', () => {
  it('begins after the newest that was in view', () => {
    expect(atEnd.endSeq).toBe(20)
    expect(positionOf(at(100), shown({ last: 25 }), further, true).endSeq).toBe(20)
  })
  it('begins with the "New" line when the log opens there', () => {
    expect(positionOf(at(100), shown({ unreadFrom: 15 }), undefined, true).endSeq).toBe(14)
  })
})
