import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RecordedLog } from './event.ts'

const program = fileURLToPath(new URL('./print-logs.js', import.meta.url))
const OUTPUT_MAX_BYTES = 1024 ** 3

/** Reads every log of a data folder straight from its database, running server or not. */
export function readLogs(dataDir: string): RecordedLog[] {
  const file = join(dataDir, 'backchannel.db')
  const printed = execFileSync(process.execPath, [program, file], {
    maxBuffer: OUTPUT_MAX_BYTES,
    encoding: 'utf8',
  })
  return JSON.parse(printed) as RecordedLog[]
}
