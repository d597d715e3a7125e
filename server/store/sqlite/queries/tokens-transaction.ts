import type { Database } from '../database.ts'
import type { Running } from './log-transaction.ts'
import type { PeoplePart } from './people-transaction.ts'
import {
  toToken,
  toTokenLine,
  tokenFrom,
  tokenLineFrom,
  type TokenLineRow,
  type TokenRow,
} from './token-row.ts'

/** Devices and their tokens. */
export function tokensTransaction(database: Database, running: Pick<Running, 'now'>) {
  const addDevice = database.prepare(
    'insert into devices (id, person, label, created_at, made_by) values (?, ?, ?, ?, ?)',
  )
  const byId = database.prepare<TokenRow>(`${tokenFrom} where tokens.id = ?`)
  const byHash = database.prepare<TokenRow>(`${tokenFrom} where tokens.hash = ?`)
  const byDevice = database.prepare<TokenRow>(`${tokenFrom} where tokens.device = ?`)
  const ofPerson = database.prepare<TokenLineRow>(
    `${tokenLineFrom} where tokens.person = ? order by tokens.created_at`,
  )
  // By the devices, not the tokens: one that signed itself out still has its place between two others.
  const madeBy = database.prepare<TokenLineRow>(
    `with recursive made (device) as (
       select id from devices where made_by = ?
       union select id from devices join made on made_by = made.device
     )
     ${tokenLineFrom} where tokens.device in (select device from made) order by tokens.created_at`,
  )
  const made = database.prepare<{ count: number }>(
    'select count(*) as count from devices where person = ? and created_at > ?',
  )
  const add = database.prepare(
    'insert into tokens (id, hash, device, person, created_at) values (?, ?, ?, ?, ?)',
  )
  const remove = database.prepare('delete from tokens where id = ?')
  return {
    async createDevice({ id, person, label, madeBy }) {
      addDevice.run(id, person, label, running.now, madeBy)
    },
    findToken: async (key) => toToken('id' in key ? byId.get(key.id) : byHash.get(key.hash)),
    findTokenOf: async (device) => toToken(byDevice.get(device)),
    countDevices: async (person, since) => made.get(person, since)?.count ?? 0,
    tokensOf: async (person) => ofPerson.all(person).map(toTokenLine),
    tokensMadeBy: async (device) => madeBy.all(device).map(toTokenLine),
    async createToken({ id, device, person, hash }) {
      add.run(id, hash, device, person, running.now)
    },
    async deleteToken(id) {
      remove.run(id)
    },
  } satisfies Partial<PeoplePart>
}
