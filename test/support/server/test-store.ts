import { randomUUID } from 'node:crypto'
import type { MemberKind } from '../../../protocol/entry-kinds.ts'
import type { Priority } from '../../../protocol/entry.ts'
import type { SettingsChange } from '../../../protocol/up.ts'
import type { Token } from '../../../server/people/people-store.ts'
import { hashSecret } from '../../../server/people/secret.ts'
import type { WriteRequest } from '../../../server/room/write.ts'
import type { Outcome, Store } from '../../../server/store/store.ts'
import { writes } from '../../../server/writes.ts'

/** Commits a batch at this moment. */
export const outcomesOf = (store: Store, ...batch: WriteRequest[]): Promise<Outcome[]> =>
  store.committer.commit(batch, Date.now())

/** Commits a batch at this moment and gives the results alone. */
export const commit = async (store: Store, ...batch: WriteRequest[]): Promise<Outcome['result'][]> =>
  (await outcomesOf(store, ...batch)).map(({ result }) => result)

/** A write that breaks by itself: there is no rule of this name. */
export const nonsense: WriteRequest = { name: 'nonsense', bytes: 0, input: {} }

/** A write that adds a message of this device to `general`. */
export const message = (
  by: Token,
  id: string,
  text = 'hello',
  { room = 'general', priority }: { room?: string; priority?: Priority } = {},
): WriteRequest =>
  writes.request('append', {
    room,
    id,
    kind: 'message',
    ...(priority === undefined ? {} : { priority }),
    body: { text },
    person: by.person.id,
    device: by.device,
  })

/** A write by which this device's person appends an entry about the one at `seq` in `general`. */
export const about = (
  by: Token,
  kind: MemberKind,
  seq: number,
  body: Record<string, unknown> = {},
  id: string = randomUUID(),
): WriteRequest =>
  writes.request('append', {
    room: 'general',
    id,
    kind,
    about: seq,
    body,
    person: by.person.id,
    device: by.device,
  })

/** A write by which this device's person says "I have it" of the message at `seq` in `general`. */
export const claim = (by: Token, id: string, seq: number): WriteRequest => about(by, 'claim', seq, {}, id)

/** A write that replaces a part of this person's settings; without a revision whatever was set before. */
export const setSettings = (
  by: Token,
  change: SettingsChange,
  revision = Number.MAX_SAFE_INTEGER,
): WriteRequest =>
  writes.request('change-settings', { person: by.person.id, change: { ...change, revision } })

export const createRoom = (id: string): WriteRequest => writes.request('create-room', { id, name: id })

/** Lets somebody in by an invite to these rooms, which must be there. */
export async function enter(store: Store, name: string, rooms: string[] = ['general']): Promise<Token> {
  const [secret, token] = [randomUUID(), randomUUID()]
  const inviteHash = hashSecret(secret)
  const tokenHash = hashSecret(token)
  await commit(
    store,
    writes.request('create-invite', {
      id: secret,
      hash: inviteHash,
      for: 'rooms',
      person: null,
      device: null,
      rooms,
      uses: 1,
      expiresAt: null,
      fromStart: false,
    }),
    writes.request('join', {
      inviteHash,
      name,
      attempt: secret,
      bearerHash: undefined,
      tokenHash,
      label: 'test',
    }),
  )
  const found = await store.reader.findTokenByHash(tokenHash)
  if (found === undefined) throw new Error(`${name} did not get in`)
  return found
}
