import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Token } from '../../../server/people/people-store.ts'
import type { AddedEntry, Change } from '../../../server/room/change.ts'
import type { WriteRequest } from '../../../server/room/write.ts'
import { openStore } from '../../../server/store/sqlite/open-store.ts'
import { StoreError, type Outcome, type Store } from '../../../server/store/store.ts'
import { createWriteQueue, type WriteQueue } from '../../../server/store/write-queue.ts'
import { writes } from '../../../server/writes.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { commit as commitNow, createRoom, enter } from '../../support/server/test-store.ts'

let folder: ReturnType<typeof tempFolder>
let store: Store
let ann: Token
let queue: WriteQueue
/** What happened, in order: commits, acknowledgements, pushes. */
let story: string[]
/** Set to make the next commit fail. */
let failure: StoreError | undefined
let broken: Error | undefined
let now: number

beforeEach(async () => {
  folder = tempFolder()
  store = await openStore(folder.path, writes)
  await commitNow(store, createRoom('general'), createRoom('ops'))
  ann = await enter(store, 'Ann', ['general', 'ops'])
  story = []
  failure = undefined
  broken = undefined
  now = 1_000
  queue = createWriteQueue({
    committer: { commit },
    now: () => now,
    onChanges,
    onAdded,
    onCommit: () => undefined,
    onBroken,
  })
})
afterEach(async () => {
  await queue.drained()
  await store.close()
  folder.remove()
})

const commit = (batch: readonly WriteRequest[], at: number): Promise<Outcome[]> => {
  if (failure !== undefined) return Promise.reject(failure)
  story.push(`commit ${batch.length}`)
  return store.committer.commit(batch, at)
}
const onChanges = (changes: readonly Change[]): void => {
  if (changes.length > 0) story.push(`change ${changes.map(({ type }) => type).join(' ')}`)
}
const onAdded = (added: readonly AddedEntry[]): void => {
  story.push(`push ${added.length}`)
}
const onBroken = (error: Error): void => {
  broken = error
}

const append = (id: string, { text = 'hello', room = 'general' } = {}) =>
  writes.through(queue.enqueue)('append', {
    room,
    id,
    kind: 'message',
    body: { text },
    person: ann.person.id,
    device: ann.device,
  })

const appendMany = (count: number, options?: { text?: string; room?: string }) =>
  Promise.all(Array.from({ length: count }, (_, index) => append(`m${index}`, options)))

it('writes what comes at once in one transaction and pushes it once', async () => {
  const results = await appendMany(200)
  expect(results.map((result) => result.ok && result.value.seq)).toEqual(
    Array.from({ length: 200 }, (_, index) => index + 2),
  )
  await queue.drained()
  expect(story).toEqual(['commit 200', 'push 200'])
})

it('writes at once when idle', async () => {
  await append('one')
  await append('two')
  await queue.drained()
  expect(story.filter((line) => line.startsWith('commit'))).toEqual(['commit 1', 'commit 1'])
})

it('writes what came during a commit in the next one', async () => {
  const first = append('first')
  const later = Promise.resolve().then(() => Promise.all([append('a'), append('b'), append('c')]))
  await Promise.all([first, later])
  expect(story.filter((line) => line.startsWith('commit'))).toEqual(['commit 1', 'commit 3'])
})

it('acknowledges before it pushes', async () => {
  await append('one').then(() => story.push('acknowledged'))
  await queue.drained()
  expect(story).toEqual(['commit 1', 'acknowledged', 'push 1'])
})

it('has a change in force before it is acknowledged', async () => {
  const person = { called: 'Ann' }
  const remove = writes.through(queue.enqueue)('remove-member', { room: 'general', person })
  await remove.then(() => story.push('acknowledged'))
  expect(story).toEqual(['commit 1', 'change left', 'acknowledged'])
})

it('adds at most 500 entries to a room in one commit', async () => {
  await appendMany(1100)
  expect(story.filter((line) => line.startsWith('commit'))).toEqual([
    'commit 500',
    'commit 500',
    'commit 100',
  ])
})

it('adds at most 256 KiB to a room in one commit', async () => {
  await appendMany(100, { text: 'x'.repeat(4000) })
  const sizes = story.flatMap((line) => (line.startsWith('commit') ? [Number(line.split(' ')[1])] : []))
  expect(sizes).toEqual([61, 39])
})

it('counts each room by itself', async () => {
  await Promise.all([appendMany(400), appendMany(400, { room: 'ops' })])
  expect(story.filter((line) => line.startsWith('commit'))).toEqual(['commit 800'])
})

it('refuses what does not fit on the disk, and goes on with the next', async () => {
  failure = new StoreError('full', 'database or disk is full')
  expect(await Promise.all([append('a'), append('b')])).toMatchObject([
    { ok: false, error: { code: 'storage_full' } },
    { ok: false, error: { code: 'storage_full' } },
  ])
  failure = undefined
  expect(await append('a')).toMatchObject({ ok: true, value: { seq: 2 } })
})

it('acknowledges nothing while the store cannot be reached, and goes on once it can', async () => {
  failure = new StoreError('unavailable', 'connection refused')
  expect(await Promise.all([append('a'), append('b')])).toMatchObject([
    { ok: false, error: { code: 'unavailable' } },
    { ok: false, error: { code: 'unavailable' } },
  ])
  failure = undefined
  expect(await append('a')).toMatchObject({ ok: true, value: { seq: 2 } })
  expect(broken).toBeUndefined()
})

it('commits at the time when the commit begins', async () => {
  const first = append('first')
  await first
  now = 2_000
  expect([await first, await append('second')]).toMatchObject([
    { value: { at: 1_000 } },
    { value: { at: 2_000 } },
  ])
})

it('acknowledges nothing any more once the store is broken, and says so to all', async () => {
  failure = new StoreError('broken', 'disk I/O error')
  const answers = [append('a'), append('b')]
  await queue.drained()
  failure = undefined
  answers.push(append('c'))
  await queue.drained()
  expect(broken).toMatchObject({ message: 'disk I/O error' })
  const unavailable = { ok: false, error: { code: 'unavailable' } }
  expect(await Promise.all(answers)).toMatchObject([unavailable, unavailable, unavailable])
  expect(story).toEqual([])
})
