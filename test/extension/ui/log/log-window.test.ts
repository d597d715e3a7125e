import { describe, expect, it } from 'vitest'
import {
  openWindow,
  ROWS_MAX,
  sliceOf,
  stepWindow,
  type LogWindow,
  type WindowEvent,
} from '../../../../extension/ui/log/log-window.ts'

/** Rows with these seqs. Entries between them show in others. */
const rowsFrom = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => ({ seq: first + index }))
const long = rowsFrom(1, 3000)

const drawn = (window: LogWindow, rows = long) => {
  const { from, to } = sliceOf(window, rows)
  return { first: rows[from]?.seq, last: rows[to - 1]?.seq, count: to - from }
}
const after = (events: readonly WindowEvent[], rows = long) =>
  events.reduce((window, event) => stepWindow(window, event, rows), openWindow(rows))
const up = (times: number): WindowEvent[] =>
  Array.from({ length: times }, () => ({ type: 'up', atEnd: false }))
const down = (times: number): WindowEvent[] => Array.from({ length: times }, () => ({ type: 'down' }))

describe('the rows of a log that are drawn', () => {
  it('are its last ones at first, and all of a short log', () => {
    expect(drawn(openWindow(long))).toEqual({ first: 2951, last: 3000, count: 50 })
    expect(drawn(openWindow(rowsFrom(5, 9)), rowsFrom(5, 9))).toEqual({ first: 5, last: 9, count: 5 })
    expect(drawn(openWindow([]), [])).toMatchObject({ count: 0 })
  })
  it('grow at the edge that the person comes near, and go at the other: never more than the most', () => {
    expect(drawn(after(up(1)))).toEqual({ first: 2921, last: 3000, count: 80 })
    expect(drawn(after(up(20)))).toEqual({ first: 2351, last: 2550, count: ROWS_MAX })
    expect(drawn(after(up(200)))).toEqual({ first: 1, last: 200, count: ROWS_MAX })
    expect(drawn(after([...up(200), ...down(2)]))).toEqual({ first: 61, last: 260, count: ROWS_MAX })
    expect(drawn(after([...up(200), ...down(200)]))).toEqual({ first: 2801, last: 3000, count: ROWS_MAX })
  })
  it('keep the end as long as that is in view, on however high a screen', () => {
    const ups = Array.from({ length: 20 }, (): WindowEvent => ({ type: 'up', atEnd: true }))
    expect(drawn(after(ups))).toMatchObject({ last: 3000, count: 200 })
  })
  it('stay the same object where nothing changes', () => {
    const window = openWindow(long)
    expect(stepWindow(window, { type: 'hold' }, long)).toBe(window)
    expect(stepWindow(window, { type: 'end' }, long)).toBe(window)
    expect(stepWindow(window, { type: 'down' }, long)).toBe(window)
    expect(stepWindow(window, { type: 'show', seq: 2990 }, long)).toBe(window)
  })
  it('take in what comes at the end, and drop the oldest for it', () => {
    const full = after([...up(200), ...down(200)])
    const more = rowsFrom(1, 3010)
    expect(drawn(stepWindow(full, { type: 'end' }, more), more)).toEqual({
      first: 2811,
      last: 3010,
      count: ROWS_MAX,
    })
  })
  it('take in nothing below the most while somebody reads further up', () => {
    const full = after([...up(200), ...down(200)])
    const more = rowsFrom(1, 3500)
    const held = stepWindow(full, { type: 'hold' }, more)
    expect(drawn(held, more)).toEqual({ first: 2801, last: 3000, count: ROWS_MAX })
    expect(drawn(stepWindow(held, { type: 'hold' }, rowsFrom(1, 3600)), rowsFrom(1, 3600))).toMatchObject({
      last: 3000,
    })
    expect(drawn(stepWindow(held, { type: 'end' }, more), more)).toMatchObject({ first: 3451, last: 3500 })
  })
  it('stay as older ones come in above', () => {
    const newest = rowsFrom(2901, 3000)
    const window = stepWindow(openWindow(newest), { type: 'up', atEnd: false }, newest)
    expect(drawn(stepWindow(window, { type: 'hold' }, long))).toEqual(drawn(window, newest))
  })
  it('are around a row that is to be in view, where it is drawn or not', () => {
    const there = drawn(after([{ type: 'show', seq: 1000 }]))
    expect(there).toEqual({ first: 970, last: 1029, count: 60 })
    expect(drawn(after([{ type: 'show', seq: 1 }]))).toMatchObject({ first: 1, count: 50 })
    expect(drawn(after([{ type: 'show', seq: 2999 }]))).toMatchObject({ last: 3000 })
    const before = openWindow(long)
    expect(
      after([
        { type: 'show', seq: 1000 },
        { type: 'restore', window: before },
      ]),
    ).toBe(before)
  })
  it('begin anew where all of them are gone', () => {
    const other = rowsFrom(9000, 9100)
    expect(drawn(stepWindow(after(up(50)), { type: 'hold' }, other), other).count).toBe(0)
    expect(drawn(stepWindow(after(up(50)), { type: 'end' }, other), other)).toMatchObject({ last: 9100 })
  })
})
