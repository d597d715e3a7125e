import type { PersonId, ServerTime } from '../../../../protocol/entry.ts'
import type { Token, TokenLine } from '../../../people/people-store.ts'
import type { DeviceId } from '../../../room/principal.ts'

export interface TokenRow {
  id: string
  device: DeviceId
  person: PersonId
  name: string
}

export const tokenFrom = `select tokens.id, tokens.device, devices.person, people.name from tokens
  join devices on devices.id = tokens.device join people on people.id = devices.person`

export const toToken = (row: TokenRow | undefined): Token | undefined =>
  row && { id: row.id, device: row.device, person: { id: row.person, name: row.name } }

export interface TokenLineRow extends TokenRow {
  label: string
  createdAt: ServerTime
  madeBy: string | null
}

export const tokenLineFrom = `select tokens.id, tokens.device, devices.person, people.name, devices.label,
    tokens.created_at as createdAt,
    (select id from tokens as maker where maker.device = devices.made_by) as madeBy
  from tokens join devices on devices.id = tokens.device join people on people.id = devices.person`

export const toTokenLine = ({
  id,
  device,
  person,
  name,
  label,
  createdAt,
  madeBy,
}: TokenLineRow): TokenLine => ({
  id,
  device,
  person: { id: person, name },
  label,
  createdAt,
  madeBy,
})
