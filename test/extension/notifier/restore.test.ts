import { beforeEach, describe, expect, it } from 'vitest'
import { add } from '../../../extension/background/notifier/board-changes.ts'
import { openAlert, readBoard, type Board } from '../../../extension/background/notifier/board.ts'
import { arrivalOf, message, urgent } from './messages.ts'
import { createSurroundings, type Surroundings } from './surroundings.ts'

let at: Surroundings
beforeEach(() => {
  at = createSurroundings()
})
const board = (): Board => readBoard(at.disk.board)
const push = (seq: number): Promise<void> => at.notifier.arrived(arrivalOf([message(seq)]))

async function restart(): Promise<Surroundings> {
  at.clock.forget()
  const next = createSurroundings(at)
  await next.notifier.frontChanged()
  await next.settle()
  return next
}

describe('what stands when a worker begins', () => {
  it('is read back as it was written, and anything else is nothing', async () => {
    await at.notifier.arrived(arrivalOf([message(1), urgent(2)]))
    expect(board().alerts).toHaveLength(2)
    expect(
      [undefined, 7, { alerts: [] }, { ...board(), more: 1 }].map((saved) => readBoard(saved).alerts),
    ).toEqual([[], [], [], []])
  })

  it('is adopted: its frame gets its view again, and what is done there counts', async () => {
    await push(1)
    const next = await restart()
    expect([at.lines('hold'), next.texts()]).toEqual([['hold 1'], ['text 1']])
    await next.say({ type: 'toast-dismiss', key: 'log-general:1' })
    expect([at.hosts.size, at.lines('seen')]).toEqual([0, ['seen general 1']])
  })

  it('gets what comes afterwards in place', async () => {
    await push(1)
    const next = await restart()
    await next.notifier.arrived(arrivalOf([message(2)]))
    expect([at.lines('hold'), next.texts(), next.shown().rest.count]).toEqual([['hold 1'], ['text 2'], 1])
  })

  it('and does not stand any more is on the badge', async () => {
    await push(1)
    at.hosts.clear()
    const next = await restart()
    expect([at.hosts.size, at.system.shown.size, board().alerts]).toEqual([0, 0, []])
    await next.notifier.arrived(arrivalOf([message(1)]))
    expect(at.hosts.size).toBe(0)
  })

  it('and was tampered with when nobody was there to hear of it is told by the system', async () => {
    await push(1)
    at.hosts.clear()
    at.found.look = 'tampered'
    await restart()
    expect([...at.system.shown.keys()]).toEqual(['log-general:1'])
  })
})

it('what was on the board and never begun is told now, once', async () => {
  const { text, author, ...entry } = { ...message(1), text: 'late', author: 'Ada' }
  const of = { key: 'log-general:1', logId: 'log-general', seq: entry.seq, room: 'general', at: 1 }
  const told = { ...of, roomName: 'General', author, text, priority: 3 as const, calls: false, actions: [] }
  at.disk.board = add(readBoard(undefined), openAlert(told, 6_000), 0)
  const next = await restart()
  expect([next.texts(), at.lines('hold')]).toEqual([['late'], ['hold 1']])
  await next.notifier.arrived(arrivalOf([message(1)]))
  await (await restart()).settle()
  expect(at.lines('hold')).toHaveLength(1)
})

it('a notification whose message a counted card stands for is taken away, by the worker after a killed one too', async () => {
  at.tabs.front = undefined
  await push(1)
  const counted = {
    ...board().alerts[0],
    key: 'log-general:4',
    seq: 4,
    kind: 'counted',
    count: 4,
    raised: false,
  }
  at.disk.board = { ...board(), alerts: [counted] }
  await restart()
  expect([...at.system.shown.keys()]).toEqual(['log-general:4'])
})
