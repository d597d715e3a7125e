import { mkdtemp, rm } from 'node:fs/promises'
import { BlockList } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createServer, type RunningServer } from '../../../../server/create-server.ts'
import { joinAsNodeClient, startNodeClient, type NodeClient } from '../../../support/channel/node-client.ts'
import { waitFor } from '../../../support/wait-for.ts'

let dataDir: string
let server: RunningServer
let clients: NodeClient[]

const serve = (port = 0): Promise<RunningServer> =>
  createServer({
    port,
    host: '127.0.0.1',
    dataDir,
    publicUrl: undefined,
    logLevel: 'silent',
    ratePerSecond: 0,
    connectionsPerAddress: 0,
    trustedProxies: new BlockList(),
    metricsToken: undefined,
  })

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'backchannel-channel-'))
  server = await serve()
  clients = []
})
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()))
  await server.close()
  await rm(dataDir, { recursive: true })
})

async function joinAs(name: string): Promise<NodeClient> {
  const client = await joinAsNodeClient(server.invite ?? '', name)
  clients.push(client)
  return client
}
async function again(client: NodeClient): Promise<NodeClient> {
  const next = await startNodeClient(client.account, client.journal)
  clients.push(next)
  return next
}
const unread = (client: NodeClient) => client.channel.room('general')?.unread()

test('two people write to each other', async () => {
  const mina = await joinAs('Mina')
  const theo = await joinAs('Theo')
  await mina.send('general', 'hello')
  await theo.receive('general', 'hello')
  await theo.send('general', 'hello to you')
  await mina.receive('general', 'hello to you')
  expect(mina.entries('general').slice(-2)).toEqual(theo.entries('general').slice(-2))
})

test('SPEC 4.2 what was missed while the client was away is read, once and in order', async () => {
  const mina = await joinAs('Mina')
  const theo = await joinAs('Theo')
  await mina.send('general', 'before')
  await theo.receive('general', 'before')
  await theo.close()
  for (let i = 1; i <= 120; i++)
    await mina.channel.outbox.add({
      room: 'general',
      id: `away-${i}`,
      kind: 'message',
      body: { text: `away ${i}` },
    })
  await mina.receive('general', 'away 120')
  const returned = await again(theo)
  await returned.receive('general', 'away 120')
  expect(returned.texts('general')).toEqual(Array.from({ length: 120 }, (_, i) => `away ${i + 1}`))
})

test('what is queued while the server is away is sent when it is back, in order', async () => {
  const mina = await joinAs('Mina')
  const theo = await joinAs('Theo')
  const port = Number(new URL(server.url).port)
  await server.close()
  await waitFor(() => mina.channel.state().state !== 'connected', 'the loss is noticed')
  for (const text of ['one', 'two', 'three'])
    await mina.channel.outbox.add({ room: 'general', id: text, kind: 'message', body: { text } })
  expect(mina.channel.outbox.items('general')).toHaveLength(3)
  server = await serve(port)
  await theo.receive('general', 'three')
  expect(theo.texts('general')).toEqual(['one', 'two', 'three'])
  await waitFor(() => mina.channel.outbox.items('general').length === 0, 'the outbox is empty')
})

test('two backgrounds on one journal at once double nothing, in the log or on the disk', async () => {
  const mina = await joinAs('Mina')
  const theo = await joinAs('Theo')
  const port = Number(new URL(server.url).port)
  await server.close()
  await waitFor(() => mina.channel.state().state !== 'connected', 'the loss is noticed')
  const sent = Array.from({ length: 20 }, (_, i) => `message ${i}`)
  for (const text of sent)
    await mina.channel.outbox.add({
      room: 'general',
      id: text.replace(' ', '-'),
      kind: 'message',
      body: { text },
    })
  server = await serve(port)
  const second = await again(mina)
  await theo.receive('general', 'message 19')
  await waitFor(async () => (await mina.journal.outbox()).length === 0, 'nothing waits')
  await waitFor(() => [mina, second].every((one) => one.channel.outbox.count() === 0), 'both know')
  expect(theo.texts('general')).toEqual(sent)
  const kept = await mina.journal.entries('general', Infinity, Infinity)
  expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, index) => (kept[0]?.seq ?? 0) + index))
})

test('SPEC 7.2 unread are the messages of others after the read mark, which all devices share', async () => {
  const mina = await joinAs('Mina')
  const theo = await joinAs('Theo')
  await mina.send('general', 'one')
  await mina.send('general', 'two')
  await theo.receive('general', 'two')
  await theo.send('general', 'mine')
  expect(unread(theo)).toBe(2)
  const second = await addBrowser(theo)
  await waitFor(() => unread(second) === 2, 'the second device counts the same')
  await waitFor(() => second.channel.room('general')?.caughtUp() === true, 'it has the room')
  await second.channel.seen('general', second.channel.room('general')?.saved().cursor ?? 0)
  await waitFor(() => unread(theo) === 0 && unread(second) === 0, 'both have read it')
  await mina.send('general', 'three')
  await waitFor(() => unread(theo) === 1 && unread(second) === 1, 'and count on from there')
})

test('SPEC 4.6 a read mark set while offline reaches the server', async () => {
  const mina = await joinAs('Mina')
  const theo = await joinAs('Theo')
  await mina.send('general', 'one')
  await theo.receive('general', 'one')
  const port = Number(new URL(server.url).port)
  await server.close()
  await waitFor(() => theo.channel.state().state !== 'connected', 'the loss is noticed')
  await theo.channel.seen('general', theo.entries('general').at(-1)?.seq ?? 0)
  expect(unread(theo)).toBe(0)
  server = await serve(port)
  const elsewhere = await addBrowser(theo)
  await waitFor(() => unread(elsewhere) === 0, 'the other device knows')
})

async function addBrowser(client: NodeClient): Promise<NodeClient> {
  await client.connected()
  const link = await client.channel.addBrowser()
  if (!link.ok) throw new Error(link.error.message)
  const other = await joinAsNodeClient(link.value.link)
  clients.push(other)
  expect(other.account.me).toEqual(client.account.me)
  return other
}
