import { randomBytes } from 'node:crypto'
import { askAdmin } from '../../../support/server/ask-admin.ts'
import { joinAs, newAttempt, postJoin } from '../../../support/server/test-client.ts'
import type { SpawnedServer } from '../../../support/server/spawn-server.ts'
import { pause } from '../../harness/fleet.ts'
import { openListening, type ListeningDevice } from '../listening-device.ts'

/** The room that most are not in. */
export const VAULT = 'vault'

/** Who asks. The first three are let in; what the others present is worth nothing, or is nothing. */
export type LiveRole = 'member' | 'elsewhere' | 'removed'
export type DeadRole = 'deactivated' | 'signed out' | 'forged token' | 'no token'
export type Role = LiveRole | DeadRole

export interface Cast {
  people: Record<LiveRole, { id: string; token: string }>
  tokens: Record<Role, string>
  devices: Record<LiveRole, ListeningDevice>
  insider: { id: string; device: ListeningDevice }
  /** A link that the deactivated person's device had made. */
  deadLink: string
  /** What nobody but a member may hear. */
  canaries: string[]
}

export async function startCast(server: SpawnedServer): Promise<Cast> {
  const canary = `canary-${randomBytes(6).toString('hex')}`
  await askAdmin(server, 'room-create', { id: VAULT, name: `Vault ${canary}` })
  const names = ['Insider', 'Member', 'Elsewhere', 'Removed', 'Deactivated', 'SignedOut', 'Guest'] as const
  const joined = new Map<string, { id: string; token: string }>()
  for (const name of names) {
    const { token, person } = await joinAs(server.url, server.invite, name)
    joined.set(name, { id: person.id, token })
    if (name !== 'Elsewhere') await askAdmin(server, 'member-add', { room: VAULT, person: name })
  }
  const of = (name: (typeof names)[number]) => joined.get(name) ?? { id: '', token: '' }
  const people = { member: of('Member'), elsewhere: of('Elsewhere'), removed: of('Removed') }
  const open = (token: string) => openListening(server.port, token)
  const insider = { id: of('Insider').id, device: await open(of('Insider').token) }
  await speak(insider.device, canary)
  const devices = {
    member: await open(people.member.token),
    elsewhere: await open(people.elsewhere.token),
    removed: await open(people.removed.token),
  }
  const leaving = await open(of('Deactivated').token)
  const link = await leaving.ask('add-browser', {})
  const deadLink = link?.ok === true ? (link.value as { link: string }).link : ''
  await askAdmin(server, 'member-remove', { room: VAULT, person: 'Removed' })
  await askAdmin(server, 'person-deactivate', { person: 'Deactivated' })
  for (const { id } of await askAdmin(server, 'token-list', { person: 'SignedOut' }))
    await askAdmin(server, 'token-revoke', { id, only: false })
  // What they heard while they were members.
  await devices.removed.until(() => devices.removed.heard.some(({ text }) => isWithoutVault(text)))
  devices.removed.heard.length = 0
  return {
    people,
    tokens: {
      member: people.member.token,
      elsewhere: people.elsewhere.token,
      removed: people.removed.token,
      deactivated: of('Deactivated').token,
      'signed out': of('SignedOut').token,
      'forged token': randomBytes(32).toString('base64url'),
      'no token': '',
    },
    devices,
    insider,
    deadLink,
    canaries: [
      ...[canary, await logIdOf(insider.device), insider.id],
      ...[`"${VAULT}":{`, `"id":"${VAULT}"`, `"room":"${VAULT}"`],
    ],
  }
}

/** The push that says which rooms are left. */
const isWithoutVault = (text: string): boolean => text.startsWith('42["rooms"') && !text.includes(VAULT)

async function logIdOf(device: ListeningDevice): Promise<string> {
  const answer = await device.ask('range', { room: VAULT, limit: 1 })
  if (answer?.ok !== true) throw new Error('the insider cannot read')
  return (answer.value as { logId: string }).logId
}

/** One of each that goes to a room: a message, a sign of typing, a claim, a read mark. */
async function speak(device: ListeningDevice, canary: string): Promise<void> {
  const body = { text: `${canary} text`, title: `${canary} title` }
  const said = await device.ask('append', { room: VAULT, id: newAttempt(), kind: 'message', body })
  if (said?.ok !== true) throw new Error('the insider cannot write')
  const { seq } = said.value as { seq: number }
  await device.ask('signal', { room: VAULT, kind: 'typing' })
  await device.ask('append', { room: VAULT, id: newAttempt(), kind: 'claim', about: seq, body: {} })
  await device.ask('seen', { room: VAULT, seq })
}

/** The room goes on while others knock: people speak, come and go. */
export function keepSpeaking(server: SpawnedServer, { insider, canaries }: Cast): () => Promise<void> {
  let speaking = true
  const loop = async (): Promise<void> => {
    for (let round = 0; speaking; round += 1) {
      await speak(insider.device, canaries[0] ?? '')
      const change = { room: VAULT, person: 'Guest' }
      if (round % 5 === 0) {
        await askAdmin(server, 'member-remove', change)
        await askAdmin(server, 'member-add', change)
      }
      await pause(10)
    }
  }
  const running = loop()
  return async () => {
    speaking = false
    await running
  }
}

/** A join, with somebody's token sent along or with nothing: also without a name. */
export const joinWith = (server: SpawnedServer, link: string, options: { bearer?: string }) =>
  postJoin(server.url, link, options)
