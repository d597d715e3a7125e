import { randomUUID } from 'node:crypto'
import type { SettingsChange } from '../../../protocol/up.ts'
import type { Token } from '../../../server/people/people-store.ts'
import { hashSecret } from '../../../server/people/secret.ts'
import type { Outcome, WriteRequest } from '../../../server/room/store.ts'
import type { Store } from '../../../server/store/sqlite/open-store.ts'

/** Commits a batch and gives the results alone. */
export const commit = async (store: Store, ...batch: WriteRequest[]): Promise<Outcome['result'][]> =>
  (await store.committer.commit(batch)).map(({ result }) => result)

/** A write that adds a message of this device to `general`. */
export const message = (by: Token, id: string, text = 'hello', room = 'general'): WriteRequest => ({
  name: 'append',
  input: { room, id, kind: 'message', body: { text }, person: by.person.id, device: by.device },
})

/** A write by which this device's person says "I have it" of the message at `seq` in `general`. */
export const claim = (by: Token, id: string, seq: number): WriteRequest => ({
  name: 'append',
  input: {
    room: 'general',
    id,
    kind: 'claim',
    about: seq,
    body: {},
    person: by.person.id,
    device: by.device,
  },
})

/** A write that replaces a part of this person's settings; without a revision whatever was set before. */
export const setSettings = (
  by: Token,
  change: SettingsChange,
  revision = Number.MAX_SAFE_INTEGER,
): WriteRequest => ({
  name: 'change-settings',
  input: { person: by.person.id, change: { ...change, revision } },
})

export const createRoom = (id: string): WriteRequest => ({ name: 'create-room', input: { id, name: id } })

/** Lets somebody in by an invite to these rooms, which must be there. */
export async function enter(store: Store, name: string, rooms: string[] = ['general']): Promise<Token> {
  const [secret, token] = [randomUUID(), randomUUID()]
  const inviteHash = hashSecret(secret)
  const tokenHash = hashSecret(token)
  await commit(
    store,
    {
      name: 'create-invite',
      input: {
        id: secret,
        hash: inviteHash,
        for: 'rooms',
        person: null,
        device: null,
        rooms,
        uses: 1,
        expiresAt: null,
        fromStart: false,
      },
    },
    {
      name: 'join',
      input: { inviteHash, name, attempt: secret, bearerHash: undefined, tokenHash, label: 'test' },
    },
  )
  const found = await store.reader.findTokenByHash(tokenHash)
  if (found === undefined) throw new Error(`${name} did not get in`)
  return found
}
