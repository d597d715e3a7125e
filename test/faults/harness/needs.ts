import { execFileSync } from 'node:child_process'
import { findProgram } from '../../../scripts/system/find-program.ts'

/** What a row asks of the machine beyond Node and browsers. `mount` and `firewall` want root on Linux. */
export type Need = 'strace' | 'mount' | 'firewall'

const programs: Record<Need, readonly string[]> = {
  strace: ['strace'],
  mount: ['mount', 'losetup', 'mkfs.ext4'],
  firewall: ['ip', 'iptables'],
}

/** A sentence that says what is missing; undefined when all is there. */
export function missingNeed(needs: readonly Need[]): string | undefined {
  for (const need of needs) {
    const absent = programs[need].find((program) => findProgram([program]) === undefined)
    if (absent !== undefined) return `it needs ${absent}`
    if (need !== 'strace' && !works(need)) return `it needs root on Linux (${need})`
  }
  return undefined
}

/** Root in a container may still be refused it. */
function works(need: 'mount' | 'firewall'): boolean {
  const attempt = need === 'mount' ? 'mount -t tmpfs none /mnt' : 'iptables -L -n'
  try {
    execFileSync('unshare', ['--mount', '--net', 'sh', '-c', attempt], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
