import type { CommandName } from '../../../../protocol/up.ts'
import type { Random } from '../../harness/random.ts'
import { mutate } from './mutate.ts'
import { oddJson } from './odd-json.ts'
import { commandNames, inputFor, isTaken } from './valid-input.ts'

export interface CommandPacket {
  /** Undefined: no command of ours. */
  name: CommandName | undefined
  /** Socket.IO's: the server has to answer it, once. Undefined: no answer is asked for. */
  id: number | undefined
  /** The payload of a text frame. */
  packet: string
}

/** Names that Socket.IO takes and we do not know. */
const oddNames = [
  ...[
    '1',
    '0',
    '-1',
    '1e308',
    '1e999',
    '0.5',
    '"error"',
    '"message"',
    '"data"',
    '"end"',
    '"toString"',
    '"__proto__"',
  ],
  ...[
    '"constructor"',
    '"hasOwnProperty"',
    '"append "',
    '"APPEND"',
    '""',
    '"\\u0000"',
    '"\\ud800"',
    '"heads"',
    '"42"',
  ],
  ...[
    '"close"',
    '"removeAllListeners"',
    '"setMaxListeners"',
    '"ping"',
    '"packet"',
    '"entries"',
    '"rooms\\n"',
  ],
]

/** Any packet of Socket.IO that is an event: a connection that sends one goes on. */
export function commandPacket(id: number, random: Random): CommandPacket {
  const asked = random.next() < 0.9 ? id : undefined
  const prefix = `42${asked ?? ''}`
  const dice = random.next()
  if (dice < 0.1) {
    const name = random.next() < 0.02 ? JSON.stringify('x'.repeat(100_000)) : random.pick(oddNames)
    const parts = Array.from({ length: random.int(0, 3) }, () => oddJson(random))
    return { name: undefined, id: asked, packet: `${prefix}[${[name, ...parts].join(',')}]` }
  }
  const name = random.pick(commandNames)
  const input = inputFor(name, random)
  // Of valid ones a few are enough: each is stored and goes to everybody in the room.
  const json = safe(name, dice < 0.2 ? JSON.stringify(input) : mutate(input, random))
  const more = random.next() < 0.05 ? `,${oddJson(random)}` : ''
  const parts = random.next() < 0.02 ? '' : `,${json}${more}`
  return { name, id: asked, packet: `${prefix}["${name}"${parts}]` }
}

const safe = (name: CommandName, json: string): string =>
  name === 'sign-out' && isTaken(name, json) ? '{"all":true}' : json
