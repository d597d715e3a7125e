import { expect, it } from 'vitest'
import { createFairTurns } from '../../../server/gateway/socket/fair-turns.ts'

it('others wait for one answer of who asks for many, in the order of asking', async () => {
  const turns = createFairTurns()
  const done: string[] = []
  const ask = (person: string, name: string) => turns.run(person, async () => void done.push(name))
  const many = Array.from({ length: 5 }, (_, index) => ask('mallory', `mallory ${index}`))
  await Promise.all([...many, ask('ann', 'ann 0'), ask('ann', 'ann 1'), ask('bob', 'bob 0')])
  expect(done).toEqual([
    'mallory 0',
    'ann 0',
    'bob 0',
    'mallory 1',
    'ann 1',
    'mallory 2',
    'mallory 3',
    'mallory 4',
  ])
})

it('lets the event loop run between two', async () => {
  const turns = createFairTurns()
  let between = 0
  const seen: number[] = []
  const asks = Array.from({ length: 3 }, () =>
    turns.run('mallory', async () => {
      seen.push(between)
      setImmediate(() => (between += 1))
    }),
  )
  await Promise.all(asks)
  expect(seen).toEqual([0, 1, 2])
})

it('a task that fails is its own affair', async () => {
  const turns = createFairTurns()
  const failing = turns.run('mallory', () => Promise.reject(new Error('no')))
  const next = turns.run('mallory', () => Promise.resolve('yes'))
  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('yes')
})
