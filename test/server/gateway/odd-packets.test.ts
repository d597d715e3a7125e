import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDevice, type RawSocket } from '../../support/server/raw-socket.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import { joinAs } from '../../support/server/test-client.ts'

let server: StartedServer
let token: string
beforeAll(async () => {
  server = await startServer()
  token = (await joinAs(server.url, server.firstInvite, 'Ann')).token
})
afterAll(() => server.close())

async function connected(): Promise<{ raw: RawSocket; answers: string[] }> {
  const raw = await openDevice(Number(new URL(server.url).port), token)
  if (raw === undefined) throw new Error('refused')
  const answers: string[] = []
  raw.onText((text) => {
    if (text.startsWith('43')) answers.push(text)
  })
  return { raw, answers }
}

/** What has an id waits for an answer. Socket.IO's parser takes all of these, and none could be answered as it was asked. */
it.each<[string, string]>([
  ['an event without a name', '42'],
  ['an id and no name', '427'],
  ['an id of 16 digits', `42${'9'.repeat(16)}["rooms",{}]`],
  ['an id of 400 digits, which is read as infinite', `42${'9'.repeat(400)}["rooms",{}]`],
  ['a space as an id, which is read as 0', '42 ["rooms",{}]'],
])('1.6 ends a connection that sends %s', async (_what, packet) => {
  const { raw } = await connected()
  raw.send(packet)
  await raw.until(() => false, 3_000)
  expect(raw.ended()).toBe(true)
})

it.each<[string, string]>([
  ['the special event of an EventEmitter', '427["error","x"]'],
  ['a number as a name', '427[1]'],
  ['the name of a property that every object has', '427["__proto__",{}]'],
])('answers %s, and goes on', async (_what, packet) => {
  const { raw, answers } = await connected()
  raw.send(packet)
  await raw.until(() => answers.length > 0, 3_000)
  expect(answers[0]).toMatch(/^437\[\{"ok":false,"error":\{"code":"malformed",/)
  raw.send('428["rooms",{}]')
  await raw.until(() => answers.length > 1, 3_000)
  expect(answers[1]).toMatch(/^438\[\{"ok":true,/)
  raw.destroy()
})
