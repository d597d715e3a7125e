import type { PersonId, RoomId } from '../../../../protocol/entry.ts'
import type { KnownPerson, PeopleTransaction } from '../../../people/people-store.ts'
import type { LogTransaction } from '../../../room/store.ts'
import type { Database } from '../database.ts'
import type { Running } from './log-transaction.ts'
import { invitesTransaction } from './invites-transaction.ts'
import { keysBeside } from './name-columns.ts'
import { tokensTransaction } from './tokens-transaction.ts'

export type PeoplePart = Omit<PeopleTransaction, keyof LogTransaction>

/** The part of a transaction that the rules about people use. Of `running` it takes the time. */
export const peopleTransaction = (database: Database, running: Pick<Running, 'now'>): PeoplePart => ({
  ...people(database, running),
  ...removals(database, running),
  ...tokensTransaction(database, running),
  ...invitesTransaction(database, running),
})

interface PersonRow {
  id: PersonId
  name: string
  deactivated: number
}

const toPerson = ({ id, name, deactivated }: PersonRow): KnownPerson => ({
  id,
  name,
  deactivated: deactivated === 1,
})

const personColumns = 'id, name, deactivated_at is not null as deactivated'

function people(database: Database, running: Pick<Running, 'now'>) {
  const byId = database.prepare<PersonRow>(`select ${personColumns} from people where id = ?`)
  const called = database.prepare<PersonRow>(
    `select ${personColumns} from people where name_key = ? or (name_key > ? and name_key < ?)
     order by created_at, id`,
  )
  const taken = database.prepare<object>('select 1 from people where name_key = ? or look_key = ?')
  const add = database.prepare(
    'insert into people (id, name, name_key, look_key, created_at) values (?, ?, ?, ?, ?)',
  )
  const setDeactivated = database.prepare('update people set deactivated_at = ? where id = ?')
  const roomsOf = database.prepare<{ room: RoomId }>('select room from members where person = ?')
  return {
    async findPerson(id) {
      const row = byId.get(id)
      return row && toPerson(row)
    },
    findPeopleCalled: async (key) => called.all(key, ...keysBeside(key)).map(toPerson),
    isNameTaken: async ({ folded, look }) => taken.get(folded, look) !== undefined,
    async createPerson({ id, name, keys }) {
      add.run(id, name, keys.folded, keys.look, running.now)
    },
    async setDeactivated(person, deactivated) {
      setDeactivated.run(deactivated ? running.now : null, person)
    },
    findRoomsOf: async (person) => roomsOf.all(person).map(({ room }) => room),
  } satisfies Partial<PeoplePart>
}

function removals(database: Database, running: Pick<Running, 'now'>) {
  const add = database.prepare('insert or replace into removals (room, person, at) values (?, ?, ?)')
  const end = database.prepare('delete from removals where room = ? and person = ?')
  const find = database.prepare<object>('select 1 from removals where room = ? and person = ?')
  return {
    async addRemoval(room, person) {
      add.run(room, person, running.now)
    },
    async endRemoval(room, person) {
      end.run(room, person)
    },
    wasRemoved: async (room, person) => find.get(room, person) !== undefined,
  } satisfies Partial<PeoplePart>
}
