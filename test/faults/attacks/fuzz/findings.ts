import * as v from 'valibot'
import { failureSchema } from '../../../../protocol/error-code.ts'
import { commands, type CommandName } from '../../../../protocol/up.ts'
import type { Violation, ViolationKind } from '../../history/violation.ts'

/** Enough to see what is wrong; the rest would be the same again. */
const ENOUGH = 20

/** What all connections of the fuzzer found together. */
export interface Findings {
  /** Frames and requests that the server took: it answered them, or ended the connection for them. */
  taken: number
  /** Connections that were opened. */
  connections: number
  answers: number
  /** Places in the log of `fuzz` that the server named in an answer. */
  places: Set<number>
  /** Packets that were sent on a connection which ended before their answer: each may be in the log, or not. */
  unheard: Set<string>
  violations: Violation[]
  report(kind: ViolationKind, what: string): void
  /** Nobody has to go on. */
  enough(): boolean
}

export function createFindings(): Findings {
  const violations: Violation[] = []
  return {
    taken: 0,
    connections: 0,
    answers: 0,
    places: new Set(),
    unheard: new Set(),
    violations,
    report: (kind, what) => void violations.push({ kind, what: what.slice(0, 400) }),
    enough: () => violations.length >= ENOUGH,
  }
}

const refusedSchema = v.strictObject({ ok: v.literal(false), error: failureSchema })
const acceptedSchema = v.strictObject({ ok: v.literal(true), value: v.unknown() })

/** Whether what was acknowledged is one `Result`, with the value that belongs to the command. */
export function isResult(name: CommandName | undefined, acknowledged: unknown): boolean {
  if (!Array.isArray(acknowledged) || acknowledged.length !== 1) return false
  const answer: unknown = acknowledged[0]
  if (v.is(refusedSchema, answer)) return true
  return name !== undefined && v.is(acceptedSchema, answer) && v.is(commands[name].value, answer.value)
}
