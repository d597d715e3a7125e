import { afterEach, beforeEach, expect, test } from 'vitest'
import { joinAsNodeClient, startNodeClient, type NodeClient } from '../../../support/channel/node-client.ts'
import { startServer, type StartedServer } from '../../../support/server/start-server.ts'
import { waitFor } from '../../../support/wait-for.ts'
import { defaultPersonSettings } from '../../../../protocol/notification-settings.ts'

let server: StartedServer
let clients: NodeClient[]

beforeEach(async () => {
  server = await startServer()
  clients = []
})
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()))
  await server.close()
})

async function joinWith(link: string, name?: string): Promise<NodeClient> {
  const client = await joinAsNodeClient(link, name)
  clients.push(client)
  return client
}
const firstLink = () => server.firstInvite
async function addBrowser(client: NodeClient): Promise<NodeClient> {
  const link = await client.channel.addBrowser()
  if (!link.ok) throw new Error(link.error.message)
  return joinWith(link.value.link)
}
const person = { ...defaultPersonSettings, level: 'all' as const, keywords: ['배포', 'deploy'] }
const muted = { level: 'mentions' as const, mutedUntil: 1_890_000_000_000 }

test('8.5 what is set on one device counts on the other, and on one that comes later', async () => {
  const first = await joinWith(firstLink(), 'Mina')
  const second = await addBrowser(first)
  await first.channel.settings.set({ of: 'person', settings: person })
  await first.channel.settings.set({ of: 'room', room: 'general', settings: muted })
  await waitFor(() => !first.channel.settings.unsent(), 'the server has it')
  const third = await addBrowser(first)
  for (const { channel } of [first, second, third]) {
    await waitFor(() => channel.settings.room('general').mutedUntil !== null, 'it has come')
    expect([channel.settings.person(), channel.settings.room('general')]).toEqual([person, muted])
    expect(Math.abs(channel.settings.now() - Date.now())).toBeLessThan(5_000)
  }
})

test('8.8 what was set while nobody was connected is sent by the next life, and the other device has it', async () => {
  const first = await joinWith(firstLink(), 'Mina')
  const second = await addBrowser(first)
  await first.channel.close()
  await first.journal.saveSettings({
    person: defaultPersonSettings,
    rooms: {},
    pending: [{ of: 'person', settings: person }],
    clockOffset: undefined,
  })
  const next = await startNodeClient(first.account, first.journal)
  clients.push(next)
  await waitFor(() => second.channel.settings.person().level === 'all', 'the other device has it')
  await waitFor(() => !next.channel.settings.unsent(), 'it is acknowledged')
  expect((await first.journal.settings())?.pending).toEqual([])
})

test('a room that is none of the person: the setting goes back', async () => {
  const { channel } = await joinWith(firstLink(), 'Mina')
  await channel.settings.set({ of: 'room', room: 'nowhere', settings: muted })
  await waitFor(() => !channel.settings.unsent(), 'it was refused')
  expect(channel.settings.room('nowhere')).toEqual({ level: null, mutedUntil: null })
})

test('8.4 a published message is claimed once a device, and everybody reads who has it', async () => {
  const mina = await joinWith(firstLink(), 'Mina')
  const second = await addBrowser(mina)
  const action = { type: 'view' as const, label: 'Graph', url: 'https://grafana.example/d/1' }
  const body = { text: 'Disk full', title: 'db-1', actions: [action] }
  const entry = await mina.publish('general', { ...body, priority: 5 })
  expect(entry).toMatchObject({ priority: 5, body })
  const claim = await mina.claim('general', entry.seq)
  expect(await mina.claim('general', entry.seq)).toEqual(claim)
  await waitFor(
    () => second.entries('general').some(({ kind }) => kind === 'claim'),
    'the other device has it',
  )
  expect(await second.journal.about('general', entry.seq)).toEqual([claim])
  expect(second.entries('general').filter(({ kind }) => kind === 'claim')).toHaveLength(1)
})

test('7.2 what has priority 1 is unread to nobody, by what came live and by what the server counts', async () => {
  const mina = await joinWith(firstLink(), 'Mina')
  const theo = await joinWith(firstLink(), 'Theo')
  const before = theo.channel.room('general')?.unread() ?? 0
  for (const priority of [1, 2, 1] as const)
    await mina.publish('general', { text: `at ${priority}`, priority })
  await mina.publish('general', { text: 'last' })
  await theo.receive('general', 'last')
  expect(theo.channel.room('general')?.unread()).toBe(before + 2)
  const second = await addBrowser(theo)
  expect(second.channel.room('general')?.unread()).toBe(before + 2)
})
