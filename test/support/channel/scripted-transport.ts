import type { Result } from '../../../protocol/result.ts'
import type { CommandName, CommandValue } from '../../../protocol/up.ts'
import type { OpenTransport, TransportEvent } from '../../../extension/background/channel/transport.ts'

/** A connection that does what the test says: for orders of events that a real server cannot be made to send. */
export interface ScriptedTransport {
  open: OpenTransport
  attempts(): number
  emit(event: TransportEvent): void
  /** Answers the commands of this name from now on; without it they stay unanswered. */
  answer<N extends CommandName>(name: N, answer: (input: unknown) => Promise<Result<CommandValue<N>>>): void
  /** What was sent, in order. */
  sent: { name: CommandName; input: unknown }[]
}

export function createScriptedTransport(): ScriptedTransport {
  const answers = new Map<CommandName, (input: unknown) => Promise<unknown>>()
  const sent: { name: CommandName; input: unknown }[] = []
  let attempts = 0
  let listener: (event: TransportEvent) => void = () => undefined
  return {
    open: (_address, listen) => {
      listener = listen
      return {
        open: () => {
          attempts += 1
        },
        send: (name, input) => {
          sent.push({ name, input })
          const answer = answers.get(name)?.(input) ?? new Promise(() => undefined)
          return answer as Promise<Result<never>>
        },
        close: () => undefined,
      }
    },
    attempts: () => attempts,
    emit: (event) => listener(event),
    answer: (name, answer) => void answers.set(name, answer),
    sent,
  }
}
