import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry, PersonId } from '../../../../protocol/entry.ts'
import type { Push } from '../../../../protocol/down.ts'
import { fail, ok, type Result } from '../../../../protocol/result.ts'
import type { CommandInput, CommandName } from '../../../../protocol/up.ts'
import { openBackend, type Backend } from '../../../../server/backend.ts'
import { locateStore } from '../../../../server/locate-store.ts'
import type { Token } from '../../../../server/people/people-store.ts'
import { deviceScopes } from '../../../../server/room/principal.ts'
import type { StoreLocation } from '../../../../server/store/store.ts'
import { commit, createRoom, enter } from '../../../support/server/test-store.ts'

/** The rules and the store of the server that ships, without doors: nothing goes over a line that the test does not carry. */
export interface LogServer {
  people: readonly Token[]
  /** What the server answers to a command, as it would come over the wire. */
  answer(by: Token, name: CommandName, input: unknown): Promise<Result<unknown>>
  /** The pushes of what was added since this was called last. */
  takePushes(): Push<'entries'>[]
  /** How many entries were ever added. */
  appended(): number
  heads(person: PersonId): Promise<Push<'heads'>>
  /** Every entry of a room, as somebody reads it who holds nothing. */
  whole(room: string): Promise<Entry[]>
  /** It ends and begins again on the same folder. */
  restart(): Promise<void>
  backup(): Promise<void>
  /** The last backup takes the place of the data: other logs, with new logIds. */
  restore(): Promise<void>
  close(): Promise<void>
}

/** Pages as small as this, so that most reads take several. */
const PAGE = 7

/** In memory where there is such a folder: what is tried is not the disk, and each commit would wait for it. */
const memory = '/dev/shm'

const overWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

export async function startLogServer(rooms: readonly string[], names: readonly string[]): Promise<LogServer> {
  const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'backchannel-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  const file = join(folder, 'backup.db')
  const location = locateStore(data)
  const people = await populate(location, rooms, names)
  let added: Push<'entries'>[] = []
  let appended = 0
  const open = (): Promise<Backend> =>
    openBackend({
      location,
      publicUrl: () => 'https://chat.example',
      onDefect: fails,
      onBroken: fails,
      onChanges: () => undefined,
      onAdded: (entries) => {
        appended += entries.length
        for (const { room, logId, entry } of entries) added.push(overWire({ room, logId, entries: [entry] }))
      },
      onCommit: () => undefined,
    })
  let backend = await open()

  async function reopen(before: () => Promise<unknown>): Promise<void> {
    await backend.close()
    await before()
    added = []
    backend = await open()
  }

  return {
    people,
    answer: async (by, name, input) => overWire(await answer(backend, by, name, input)),
    takePushes: () => added.splice(0),
    appended: () => appended,
    heads: async (person) => overWire(await backend.rooms.headsOf(person)),
    whole: (room) => readWhole(backend, people, room),
    restart: () => reopen(async () => undefined),
    backup: async () => {
      rmSync(file, { force: true })
      await location.backup(file)
    },
    restore: () =>
      reopen(async () => {
        if (existsSync(file)) await location.restore(file, { force: true })
        rmSync(join(data, 'backchannel.db.before-restore'), { force: true })
      }),
    close: async () => {
      await backend.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const fails = (defect: unknown): never => {
  throw new Error(String(defect))
}

async function populate(location: StoreLocation, rooms: readonly string[], names: readonly string[]) {
  const store = await location.open()
  for (const room of rooms) await commit(store, createRoom(room))
  const people: Token[] = []
  for (const name of names) people.push(await enter(store, name, [...rooms]))
  await store.close()
  return people
}

async function answer(
  backend: Backend,
  token: Token,
  name: CommandName,
  input: unknown,
): Promise<Result<unknown>> {
  const principal = { person: token.person, device: token.device, token: token.id, scopes: deviceScopes }
  switch (name) {
    case 'append':
      return backend.rooms.append(principal, input as CommandInput<'append'>)
    case 'range': {
      const query = input as CommandInput<'range'>
      return backend.rooms.range(principal, { ...query, limit: Math.min(PAGE, query.limit) })
    }
    case 'pinned':
      return backend.rooms.pinned(principal, input as CommandInput<'pinned'>)
    case 'rooms':
      return ok({ rooms: await backend.rooms.roomsOf(token.person.id) })
    case 'settings':
      return ok(await backend.settings.of(token.person.id))
    case 'add-browser':
    case 'change-settings':
    case 'seen':
    case 'sign-out':
    case 'signal':
      return fail('unavailable', `nobody asks for ${name} here`)
  }
}

async function readWhole(backend: Backend, [reader]: readonly Token[], room: string): Promise<Entry[]> {
  if (reader === undefined) return []
  const principal = { person: reader.person, device: reader.device, token: reader.id, scopes: deviceScopes }
  const entries: Entry[] = []
  for (;;) {
    const page = await backend.rooms.range(principal, { room, after: entries.at(-1)?.seq ?? 0, limit: 500 })
    if (!page.ok) throw new Error(page.error.message)
    if (page.value.entries.length === 0) return overWire(entries)
    entries.push(...page.value.entries)
  }
}
