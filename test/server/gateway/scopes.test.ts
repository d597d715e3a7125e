import { expect, it } from 'vitest'
import { pino } from 'pino'
import { commands, type CommandName } from '../../../protocol/up.ts'
import { createCommandLimits } from '../../../server/gateway/socket/command-limits.ts'
import type { CommandContext } from '../../../server/gateway/socket/command-handlers.ts'
import { dispatch } from '../../../server/gateway/socket/dispatch.ts'
import { deviceScopes, scopeOf, type Principal, type Scope } from '../../../server/room/principal.ts'

const names = Object.keys(commands) as CommandName[]

/** What a command without input is answered, by the code; a device's command comes as far as its input or its handler. */
async function answerTo(name: CommandName, scopes: readonly Scope[]): Promise<string> {
  const principal: Principal = { person: { id: 'ann', name: 'Ann' }, device: 'laptop', token: 't1', scopes }
  const limits = createCommandLimits(0, 0)
  const context = { limits, principal } as unknown as CommandContext
  const options = {
    session: { principal, address: 'here' },
    limits,
    takeReceived: () => 0,
    stopping: () => undefined,
    log: pino({ level: 'silent' }),
  }
  const answer = await new Promise<{ error?: { code: string } }>((resolve) => {
    void dispatch(context, options, name, [{}, resolve])
  })
  return answer.error?.code ?? 'ok'
}

it.each(names)('a token with every scope but its own may not do "%s"', async (name) => {
  const others = deviceScopes.filter((scope) => scope !== scopeOf[name])
  expect(await answerTo(name, others)).toBe('forbidden')
})

it.each(names)('a token with its scope alone may do "%s"', async (name) => {
  expect(await answerTo(name, [scopeOf[name]])).not.toBe('forbidden')
})
