import { readdirSync, readFileSync } from 'node:fs'
import { residentMiB } from '../server/process-memory.ts'

const read = (pid: string, what: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8')
  } catch {
    // It has ended since it was listed.
    return ''
  }
}
const parentOf = (pid: string): string => /^PPid:\s+(\d+)$/m.exec(read(pid, 'status'))?.[1] ?? '0'

function isUnder(pid: string, profile: string): boolean {
  for (let at = pid; at !== '0' && at !== '1'; at = parentOf(at))
    if (read(at, 'cmdline').includes(`--user-data-dir=${profile}`)) return true
  return false
}

/**
 * What the processes of Chromium that run this profile's extensions hold, in MiB: its background and its pages. Chromium is
 * found by its profile, since others may run at the same time.
 */
export function extensionMiB(profile: string): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const ours = pids.filter(
    (pid) => read(pid, 'cmdline').includes('--extension-process') && isUnder(pid, profile),
  )
  return ours.reduce((sum, pid) => {
    try {
      return sum + residentMiB(Number(pid))
    } catch {
      return sum
    }
  }, 0)
}
