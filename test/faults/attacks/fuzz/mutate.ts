import type { Random } from '../../harness/random.ts'
import { oddJson, oddLength, oddText } from './odd-json.ts'

/** Takes the place of what is replaced by a text of JSON afterwards. */
const ODD = '@@odd@@'
const ODD_KEY = '@@key@@'
const oddKeys = ['__proto__', 'constructor', 'toString', 'toJSON', '', '0', 'room', 'seq', 'extra', 'a.b']

/** A value with one thing changed in it: a field's type, its length, a field too many, one missing, the whole. */
function change(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || random.next() < 0.3) return random.pick([[...value, ODD], ODD, [value]])
    const at = random.int(0, value.length - 1)
    return value.map((item: unknown, index) => (index === at ? change(item, random) : item))
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    const dice = random.next()
    if (entries.length === 0 || dice < 0.1) return random.pick([{ ...value, [ODD_KEY]: ODD }, ODD, [value]])
    const at = random.int(0, entries.length - 1)
    if (dice < 0.2) return Object.fromEntries(entries.filter((_, index) => index !== at))
    return Object.fromEntries(
      entries.map(([key, item], index) => [key, index === at ? change(item, random) : item]),
    )
  }
  if (typeof value === 'string' && random.next() < 0.5)
    return random.next() < 0.5 ? oddText(value, random) : oddLength(value, random)
  if (typeof value === 'number' && random.next() < 0.3)
    return random.pick([value + 1, value - 1, -value, value + 0.5])
  return ODD
}

/** JSON of a value with one to three changes. */
export function mutate(value: unknown, random: Random): string {
  let changed = value
  for (let times = random.pick([1, 1, 1, 2, 3]); times > 0; times -= 1) changed = change(changed, random)
  return ((JSON.stringify(changed) as string | undefined) ?? 'null')
    .replaceAll(JSON.stringify(ODD), () => oddJson(random))
    .replaceAll(JSON.stringify(ODD_KEY), () => JSON.stringify(random.pick(oddKeys)))
}
