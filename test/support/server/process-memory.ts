import { readFileSync } from 'node:fs'

/** What a process holds of the machine's memory (its RSS), in MiB. */
export function residentMiB(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  if (kib === undefined) throw new Error(`process ${pid} is gone`)
  return Number(kib) / 1024
}
