import { nameKeys } from '../../../people/name-key.ts'
import type { Database } from '../database.ts'
import { withoutKey } from '../queries/name-columns.ts'

/**
 * Writes both keys of each name by today's rules. Where two people's names look alike since then, the older one keeps the
 * key, and the newer one gets a key that no name has.
 */
export function keyNames(database: Database): void {
  // Keys move from one person to another: none may be in the way.
  database.exec(`update people set name_key = char(1) || id, look_key = char(1) || id`)
  const write = database.prepare('update people set name_key = ?, look_key = ? where id = ?')
  const people = database
    .prepare<{ id: string; name: string }>('select id, name from people order by created_at, id')
    .all()
  const folded = new Set<string>()
  const looks = new Set<string>()
  for (const { id, name } of people) {
    const keys = nameKeys(name)
    write.run(free(keys.folded, folded, id), free(keys.look, looks, id), id)
  }
}

function free(key: string, taken: Set<string>, id: string): string {
  if (taken.has(key)) return withoutKey(key, id)
  taken.add(key)
  return key
}
