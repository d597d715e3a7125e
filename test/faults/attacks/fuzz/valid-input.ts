import * as v from 'valibot'
import { clockTimeSchema } from '../../../../protocol/notification-settings.ts'
import { emojiSchema } from '../../../../protocol/entry-kinds.ts'
import { countSchema, entryIdSchema, roomIdSchema, seqSchema } from '../../../../protocol/entry.ts'
import { webAddressSchema } from '../../../../protocol/action.ts'
import { commands, type CommandName } from '../../../../protocol/up.ts'
import type { Random } from '../../harness/random.ts'

/** What of a Valibot schema is needed to make a value for it. */
interface Shape {
  type: string
  entries?: Record<string, Shape>
  /** Of a variant: schemas; of a picklist: values. */
  options?: readonly unknown[]
  literal?: unknown
  wrapped?: Shape
  item?: Shape
  pipe?: readonly { type: string; requirement?: unknown }[]
}

export type Room = 'fuzz' | 'general' | 'nowhere'
/** Most commands are about the room that one is in. */
const rooms: readonly Room[] = ['fuzz', 'fuzz', 'fuzz', 'fuzz', 'general', 'nowhere']

/** Texts with a pattern, which a shape does not show. */
const patterns = new Map<unknown, (random: Random) => unknown>([
  [roomIdSchema, (random) => random.pick(rooms)],
  [entryIdSchema, (random) => `f-${random.int(0, 2 ** 31)}`],
  [seqSchema, (random) => random.int(0, 200)],
  [countSchema, (random) => random.int(0, 200)],
  [emojiSchema, (random) => random.pick(['👍', '🇰🇷', '👩‍👩‍👧‍👦'])],
  [clockTimeSchema, (random) => random.pick(['00:00', '22:30', '23:59'])],
  [
    webAddressSchema,
    (random) => random.pick(['https://example.org', 'http://127.0.0.1:1/x?y#z', 'https://한국.example']),
  ],
])

const texts = ['hello', 'UTC', 'Asia/Seoul', '한국어', '@room', '\u{1f469}\u200d\u{1f680}', 'x'] as const

const bound = ({ pipe = [] }: Shape, type: string): number | undefined => {
  const requirement = pipe.find((action) => action.type === type)?.requirement
  return typeof requirement === 'number' ? requirement : undefined
}

/** A value that the schema takes, or nearly: what is in a check of its own is left to chance. */
function valueFor(shape: Shape, random: Random): unknown {
  const pattern = patterns.get(shape)
  if (pattern !== undefined) return pattern(random)
  switch (shape.type) {
    case 'strict_object':
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.entries ?? {})
          .filter(([, { type }]) => type !== 'optional' || random.next() < 0.5)
          .map(([key, entry]) => [key, valueFor(entry, random)]),
      )
    case 'variant':
      return valueFor(random.pick((shape.options ?? []) as Shape[]), random)
    case 'picklist':
      return random.pick(shape.options ?? [])
    case 'literal':
      return shape.literal
    case 'optional':
      return shape.wrapped && valueFor(shape.wrapped, random)
    case 'nullable':
      return random.next() < 0.5 || !shape.wrapped ? null : valueFor(shape.wrapped, random)
    case 'array':
      return Array.from({ length: random.int(0, bound(shape, 'max_length') ?? 3) }, () =>
        shape.item ? valueFor(shape.item, random) : undefined,
      )
    case 'boolean':
      return random.next() < 0.5
    case 'number': {
      const least = bound(shape, 'min_value') ?? 0
      const most = Math.min(bound(shape, 'max_value') ?? 1_000, 1_000)
      return random.pick([least, most, random.int(least, most)])
    }
    case 'string': {
      const text = random.pick(texts)
      const most = bound(shape, 'max_length')
      return most === undefined || random.next() < 0.9 ? text : text.repeat(most).slice(0, most)
    }
    default:
      throw new Error(`no value is known for a schema of type ${shape.type}: add it here`)
  }
}

export const commandNames = Object.keys(commands) as CommandName[]

/** An input for a command, made from its schema: a new command is fuzzed from the day that it is in the table. */
export const inputFor = (name: CommandName, random: Random): unknown =>
  valueFor(commands[name].input as unknown as Shape, random)

/** What the server would take: of `sign-out` the fuzzer must not send that, since its token would be gone. */
export const isTaken = (name: CommandName, json: string): boolean => {
  try {
    return v.is(commands[name].input, JSON.parse(json))
  } catch {
    return false
  }
}
