import type { PersonId } from '../../../../protocol/entry.ts'

/** No name holds it: the schema refuses control characters. */
const AFTER_NAME = '\u0001'

/** The key of somebody whose name another one has: it is nobody's name, and is found beside the name's own. */
export const withoutKey = (key: string, person: PersonId): string => `${key}${AFTER_NAME}${person}`

/** The bounds, both exclusive, of the keys that `withoutKey` makes of one. */
export const keysBeside = (key: string): [string, string] => [`${key}${AFTER_NAME}`, `${key}\u0002`]
