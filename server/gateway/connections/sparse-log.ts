import type { Log } from '../log.ts'

/** A sentence is written at most this often, in ms: what a stranger can cause must not fill the operator's disk. */
const EVERY_MS = 10_000

/** Writes a warning; `left`: how many of the same sentence were left out since the last one. Sentences are of a closed list. */
export type WarnSparsely = (sentence: string, fields: object) => void

export function createSparseLog(log: Pick<Log, 'warn'>, now: () => number): WarnSparsely {
  const sentences = new Map<string, { at: number; left: number }>()
  return (sentence, fields) => {
    const last = sentences.get(sentence)
    if (last !== undefined && now() - last.at < EVERY_MS) {
      last.left += 1
      return
    }
    sentences.set(sentence, { at: now(), left: 0 })
    log.warn({ ...fields, left: last?.left ?? 0 }, sentence)
  }
}
