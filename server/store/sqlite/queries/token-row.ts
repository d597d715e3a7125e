import type { Token } from '../../../people/people-store.ts'

export interface TokenRow {
  id: string
  device: string
  person: string
  name: string
}

export const tokenFrom = `select tokens.id, tokens.device, devices.person, people.name from tokens
  join devices on devices.id = tokens.device join people on people.id = devices.person`

export const toToken = (row: TokenRow | undefined): Token | undefined =>
  row && { id: row.id, device: row.device, person: { id: row.person, name: row.name } }
