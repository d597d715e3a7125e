import { expect, it } from 'vitest'
import { hashSecret } from '../../../server/people/secret.ts'
import { writes } from '../../../server/writes.ts'
import { message } from '../../support/server/test-store.ts'
import type { ContractStore } from './contract-store.ts'

/** Long ago, so that no clock of today gives it. */
const NOW = 1_000_000

const invite = (id: string, expiresAt: number) =>
  writes.request('create-invite', {
    id,
    hash: hashSecret(id),
    for: 'rooms',
    person: null,
    device: null,
    rooms: ['general'],
    uses: 5,
    expiresAt,
    fromStart: false,
  })

const join = (id: string, name: string) =>
  writes.request('join', {
    inviteHash: hashSecret(id),
    name,
    attempt: name,
    bearerHash: undefined,
    tokenHash: hashSecret(name),
    label: 'test',
  })

/** The time of what is written is the commit's, which is given: a store reads no clock. */
export function timeContract(at: ContractStore): void {
  it('writes entries, people, devices and invites at the time that it is given', async () => {
    const batch = [message(at.ann, 'a'), invite('i', NOW + 1), join('i', 'Eve')]
    const [appended] = await at.store.committer.commit(batch, NOW)
    expect(appended).toMatchObject({ result: { value: { at: NOW } }, added: [{ entry: { at: NOW } }] })
    const { reader } = at.store
    const range = await reader.range({ room: 'general', after: 2, limit: 9 })
    expect(range?.entries).toMatchObject([
      { kind: 'message', at: NOW },
      { kind: 'join', at: NOW },
    ])
    const eve = (await reader.people()).find(({ name }) => name === 'Eve')
    const device = (await reader.tokens()).find(({ person }) => person.id === eve?.id)
    const made = (await reader.invites()).find(({ id }) => id === 'i')
    expect([eve, device, made]).toMatchObject([{ createdAt: NOW }, { createdAt: NOW }, { createdAt: NOW }])
  })

  it('lets an invite end by the time that it is given', async () => {
    const remove = writes.request('remove-member', { room: 'general', person: { id: at.bob.person.id } })
    const openAt = async (now: number) => {
      const [outcome] = await at.store.committer.commit([remove], now)
      return outcome?.result
    }
    await at.store.committer.commit([invite('i', NOW + 10)], NOW)
    expect(await openAt(NOW + 9)).toMatchObject({ value: { openInvites: [{ id: 'i', left: 5 }] } })
    expect(await openAt(NOW + 10)).toMatchObject({ value: { openInvites: [] } })
    const joins = [
      await at.store.committer.commit([join('i', 'Eve')], NOW + 9),
      await at.store.committer.commit([join('i', 'Fay')], NOW + 10),
    ]
    expect(joins).toMatchObject([
      [{ result: { ok: true } }],
      [{ result: { error: { code: 'invite_expired' } } }],
    ])
  })
}
