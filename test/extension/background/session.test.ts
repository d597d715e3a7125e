import { expect, test } from 'vitest'
import { openAccounts } from '../../../extension/background/journal/accounts.ts'
import { openBrowserState } from '../../../extension/background/journal/browser-state.ts'
import { startSession } from '../../../extension/background/session.ts'
import { createManualClock } from '../../support/channel/manual-clock.ts'
import { createScriptedTransport } from '../../support/channel/scripted-transport.ts'
import { silentListener } from '../../support/channel/silent-listener.ts'
import { settled } from '../../support/settled.ts'
import { waitFor } from '../../support/wait-for.ts'
import { emptyStorage } from './journal/killable-storage.ts'

const link = `http://127.0.0.1:8787/join#i${'a'.repeat(43)}`
const nothing = (): void => undefined
const joined = {
  ok: true,
  value: { token: 'token', person: { id: 'me', name: 'Mina' }, rooms: [] },
}

/** A browser whose POST the test answers; `again` is the background's next life. */
async function start() {
  emptyStorage()
  const browser = await openBrowserState()
  const posts: {
    body: { name?: string; attempt: string }
    answer: (json: unknown) => void
    fail: () => void
  }[] = []
  const post: typeof fetch = (_url, init) =>
    new Promise((resolve, reject) =>
      posts.push({
        body: JSON.parse(String(init?.body)) as { attempt: string },
        answer: (json) => resolve(Response.json(json)),
        fail: () => reject(new TypeError('Failed to fetch')),
      }),
    )
  const again = async () =>
    startSession({
      browser,
      accounts: await openAccounts(browser),
      clock: createManualClock(),
      openTransport: createScriptedTransport().open,
      hasNetwork: () => true,
      post,
      changed: nothing,
      listener: silentListener,
    })
  const asked = (n: number) => waitFor(() => posts.length > n, `request ${n + 1} is sent`)
  return { browser, posts, again, asked, session: await again() }
}

test('SPEC 5.3 a join whose answer was lost is repeated with the same attempt', async () => {
  const { posts, asked, session } = await start()
  const first = session.join(link, 'Mina')
  await asked(0)
  posts[0]?.fail()
  expect(await first).toEqual({ ok: false, error: { kind: 'unreachable', server: 'http://127.0.0.1:8787' } })
  const second = session.join(link, 'Mina')
  await asked(1)
  posts[1]?.answer(joined)
  expect(await second).toMatchObject({ ok: true })
  expect(posts[1]?.body.attempt).toBe(posts[0]?.body.attempt)
  expect(session.account()?.me.name).toBe('Mina')
})

test('a join that the background did not live to finish is finished by the next', async () => {
  const { posts, asked, again, session } = await start()
  void session.join(link, 'Mina')
  await asked(0)
  const next = await again()
  await asked(1)
  expect(posts[1]?.body).toEqual(posts[0]?.body)
  posts[1]?.answer(joined)
  await waitFor(() => next.account() !== undefined, 'it has joined')
})

test('a join that failed is not done later by itself', async () => {
  const { posts, asked, again, session } = await start()
  const failing = session.join(link, 'Jhon')
  await asked(0)
  posts[0]?.fail()
  await failing
  const next = await again()
  expect([next.joining(), posts.length]).toEqual([undefined, 1])
})

test('a refusal is the answer, and another name may be tried', async () => {
  const { posts, asked, session } = await start()
  const error = { code: 'name_taken', message: 'Somebody has this name.' }
  const first = session.join(link, 'Mina')
  await asked(0)
  posts[0]?.answer({ ok: false, error })
  expect(await first).toEqual({ ok: false, error: { kind: 'refused', failure: error } })
  const second = session.join(link, 'Mina K')
  await asked(1)
  expect(posts[1]?.body.name).toBe('Mina K')
  posts[1]?.answer(joined)
  await second
})

test('what is wrong with link or name is the answer before anything is sent', async () => {
  const { posts, session } = await start()
  expect(await session.join('http://chat.example.org/join#x', 'Mina')).toMatchObject({
    error: { problem: 'insecure' },
  })
  expect(await session.join(link, '  ')).toEqual({ ok: false, error: { kind: 'name' } })
  expect(posts).toEqual([])
})

test('leaving deletes all, and a join that comes right after stays', async () => {
  const { browser, posts, asked, session } = await start()
  const first = session.join(link, 'Mina')
  await asked(0)
  posts[0]?.answer(joined)
  await first
  const left = session.leave()
  const second = session.join(link, 'Mina')
  await left
  await asked(1)
  posts[1]?.answer(joined)
  expect(await second).toMatchObject({ ok: true })
  expect((await browser.current())?.saved.me.name).toBe('Mina')
  await session.leave()
  expect([await browser.current(), await browser.joining(), session.account()]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('who leaves while a join is under way has left', async () => {
  const { browser, posts, asked, session } = await start()
  const joining = session.join(link, 'Mina')
  await asked(0)
  await session.leave()
  posts[0]?.answer(joined)
  expect(await joining).toMatchObject({ ok: false })
  expect([await browser.current(), session.account()]).toEqual([undefined, undefined])
})

test('who leaves just when a join comes to its end has left, whatever of it is stored by then', async () => {
  for (let lag = 0; lag < 30; lag += 1) {
    const { browser, posts, asked, session } = await start()
    const joining = session.join(link, 'Mina')
    await asked(0)
    posts[0]?.answer(joined)
    for (let turn = 0; turn < lag; turn += 1) await settled()
    await Promise.all([session.leave(), joining])
    const stored = [await browser.current(), await browser.joining()]
    expect([...stored, session.account(), session.channel()], `${lag} turns after the answer`).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  }
})
