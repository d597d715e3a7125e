import { settingsWrites } from './settings/settings-service.ts'
import { peopleWrites } from './people/people-service.ts'
import { roomWrites } from './room/room-service.ts'
import type { WriteRequest } from './room/store.ts'
import type { Transaction } from './store/sqlite/committer.ts'

/** Every write there is. The queue takes them by name, so that they can run in the writer's thread. */
export const writes = { ...roomWrites, ...peopleWrites, ...settingsWrites }

type Rule = (transaction: Transaction, input: unknown) => Promise<{ ok: boolean }>

/** Runs a write's rule. Names and inputs come from our own typed `Write`, never from outside. */
export function applyWrite(
  transaction: Transaction,
  { name, input }: WriteRequest,
): Promise<{ ok: boolean }> {
  const rule = (writes as unknown as Record<string, Rule | undefined>)[name]
  if (rule === undefined) throw new Error(`no rule for the write "${name}"`)
  return rule(transaction, input)
}
