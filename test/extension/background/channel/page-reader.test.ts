import { expect, test } from 'vitest'
import { createPageReader, type ReadRange } from '../../../../extension/background/channel/page-reader.ts'
import { RANGE_MAX_ENTRIES } from '../../../../protocol/limits.ts'
import { fail, ok, type Result } from '../../../../protocol/result.ts'
import type { CommandInput, CommandValue } from '../../../../protocol/up.ts'
import { messageAt } from '../../../support/channel/sample.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { settled } from '../../../support/settled.ts'

type Page = Result<CommandValue<'range'>>

const page: Page = ok({ logId: 'log-1', floor: 1, head: 0, entries: [] })
const late: Page = fail('unavailable', 'No answer in time.')
function start() {
  const asked: { input: CommandInput<'range'>; answer: (page: Page) => void }[] = []
  const clock = createManualClock()
  const range: ReadRange = (input) => new Promise((answer) => asked.push({ input, answer }))
  const reader = createPageReader(range, clock)
  const read = (room: string, wanted = () => true) =>
    reader.read({ room, after: 0, limit: RANGE_MAX_ENTRIES }, wanted)
  return { asked, clock, read }
}

test('of many rooms two are read at once, in order, and each answer makes place for the next', async () => {
  const { asked, read } = start()
  const rooms = ['a', 'b', 'c', 'd']
  const pages = rooms.map((room) => read(room))
  for (const [index] of rooms.entries()) {
    await settled()
    expect(asked.map(({ input }) => input.room)).toEqual(rooms.slice(0, index + 2))
    asked[index]?.answer(page)
  }
  expect(await Promise.all(pages)).toEqual([page, page, page, page])
})

test('what is not wanted any more when its turn comes is not asked for, and holds up nobody', async () => {
  const { asked, read } = start()
  let wanted = true
  const pages = [read('a'), read('b'), read('c', () => wanted), read('d')]
  await settled()
  wanted = false
  asked[0]?.answer(page)
  await settled()
  expect(asked.map(({ input }) => input.room)).toEqual(['a', 'b', 'd'])
  asked[1]?.answer(page)
  asked[2]?.answer(page)
  expect(await Promise.all(pages)).toEqual([page, page, undefined, page])
})

test('a line that is too slow for a page gets smaller ones, and larger ones where they come quickly', async () => {
  const { asked, clock, read } = start()
  const limits: number[] = []
  const turns: [answer: Page, ms: number][] = [
    ...Array.from({ length: 3 }, (): [Page, number] => [page, 100]),
    ...Array.from({ length: 5 }, (): [Page, number] => [late, 10_000]),
    [page, 100],
    [page, 100],
    [page, 5_000],
    [page, 100],
  ]
  for (const [answer, ms] of turns) {
    const reading = read('a')
    await settled()
    limits.push(asked.at(-1)?.input.limit ?? 0)
    clock.pass(ms)
    asked.at(-1)?.answer(answer)
    await reading
  }
  expect(limits).toEqual([100, 200, 400, 500, 125, 31, 7, 1, 1, 2, 4, 4])
})

test('after "too much at once" no room asks for a second, then two, and each keeps its place', async () => {
  const { asked, clock, read } = start()
  const limited = fail('rate_limited', 'Too much at once.')
  const pages = ['a', 'b', 'c'].map((room) => read(room))
  await settled()
  for (const { answer } of asked) answer(limited)
  await settled()
  expect(asked).toHaveLength(2)
  clock.pass(999)
  await settled()
  expect(asked).toHaveLength(2)
  clock.pass(1_001)
  await settled()
  expect(asked.map(({ input }) => input.room)).toEqual(['a', 'b', 'a', 'b'])
  asked[2]?.answer(page)
  asked[3]?.answer(page)
  await settled()
  asked[4]?.answer(page)
  expect(await Promise.all(pages)).toEqual([page, page, page])
})

test('16 MiB are read at once and 256 KiB a second after that: a flooded room does not end the connection', async () => {
  const { asked, clock, read } = start()
  const large: Page = ok({
    logId: 'log-1',
    floor: 1,
    head: 1,
    entries: [messageAt(1, { text: 'x'.repeat(2 ** 20) })],
  })
  for (let count = 0; count < 16; count += 1) {
    const one = read('a')
    await settled()
    asked[count]?.answer(large)
    await one
  }
  const next = read('a')
  await settled()
  expect(asked).toHaveLength(16)
  clock.pass(1_000)
  await settled()
  expect(asked).toHaveLength(17)
  asked[16]?.answer(page)
  expect(await next).toEqual(page)
})
