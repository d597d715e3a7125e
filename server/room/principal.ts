import type { Brand } from '../../protocol/brand.ts'
import type { Person } from '../../protocol/entry.ts'
import { fail, ok, type Result } from '../../protocol/result.ts'
import type { CommandName } from '../../protocol/up.ts'

/**
 * What a token lets its holder do, in the person's rooms and for the person:
 * - `subscribe`: get and read entries, and move the read mark.
 * - `publish`: append entries and send signals.
 * - `account`: change the person's settings, devices and rooms.
 */
export type Scope = 'subscribe' | 'publish' | 'account'

/** The scopes of a person's own browser or script. */
export const deviceScopes: readonly Scope[] = ['subscribe', 'publish', 'account']

/** One browser or script of a person: entries are known by the device that sent them, and their id. */
export type DeviceId = Brand<string, 'DeviceId'>

/** Who asks, as their token said at the door. */
export interface Principal {
  person: Person
  device: DeviceId
  /** The token's id, not its secret. */
  token: string
  scopes: readonly Scope[]
}

/** Everything that a token is needed for: the commands, the pushes, and the join that adds rooms to its person. */
export type Action = CommandName | 'get-pushes' | 'join-rooms'

/** The scope that each action needs. A new command does not compile until it is here. */
export const scopeOf: Record<Action, Scope> = {
  append: 'publish',
  signal: 'publish',
  range: 'subscribe',
  pinned: 'subscribe',
  rooms: 'subscribe',
  seen: 'subscribe',
  'get-pushes': 'subscribe',
  settings: 'account',
  'change-settings': 'account',
  'add-browser': 'account',
  'join-rooms': 'account',
  'sign-out': 'account',
}

export const hasScope = ({ scopes }: Principal, action: Action): boolean => scopes.includes(scopeOf[action])

/** `forbidden` for a principal whose token lacks the action's scope. */
export function requireScope(principal: Principal, action: Action): Result<null> {
  if (hasScope(principal, action)) return ok(null)
  return fail('forbidden', `this token may not do "${action}": it lacks the scope "${scopeOf[action]}"`)
}
