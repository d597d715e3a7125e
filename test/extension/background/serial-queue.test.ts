import { expect, test } from 'vitest'
import { createSerialQueue } from '../../../extension/background/serial-queue.ts'

/** A task that ends when the test says so, and notes when it began. */
function createTask(log: string[], name: string) {
  let end = (): void => undefined
  let fail = (): void => undefined
  const ended = new Promise<string>((resolve, reject) => {
    end = () => resolve(name)
    fail = () => reject(new Error(name))
  })
  const run = (): Promise<string> => {
    log.push(name)
    return ended
  }
  return { run, end, fail }
}

test('a task begins when the earlier one has ended', async () => {
  const queue = createSerialQueue()
  const log: string[] = []
  const [first, second] = [createTask(log, 'first'), createTask(log, 'second')]
  const results = Promise.all([queue.run(first.run), queue.run(second.run)])
  second.end()
  await Promise.resolve()
  expect(log).toEqual(['first'])
  first.end()
  expect(await results).toEqual(['first', 'second'])
})

test('a failed task rejects for its caller, and the next one runs', async () => {
  const queue = createSerialQueue()
  const log: string[] = []
  const [first, second] = [createTask(log, 'first'), createTask(log, 'second')]
  const failed = expect(queue.run(first.run)).rejects.toThrow('first')
  const next = queue.run(second.run)
  first.fail()
  second.end()
  await failed
  expect(await next).toBe('second')
})

test('idle waits for tasks that were added meanwhile', async () => {
  const queue = createSerialQueue()
  const log: string[] = []
  void queue.run(async () => {
    log.push('first')
    void queue.run(async () => void log.push('second'))
  })
  await queue.idle()
  expect(log).toEqual(['first', 'second'])
})
