/** A stranger that has been open for so long, in ms, gives its place to a new one. A real client is let in well before. */
const OLD_AFTER_MS = 2_000

export interface StrangerLimits {
  /** Most open connections of one address that nobody has signed in on; 0: no limit. */
  perAddress: number
  /** Most of them in all; 0: no limit. */
  total: number
}

interface Stranger {
  since: number
  end(): void
}

/** Every open connection that nobody has signed in on yet, by address. */
export interface Strangers {
  /**
   * Takes a new one in; `end` must end it. Beyond a limit the oldest gives its place up if it is older than two seconds;
   * else the new one is refused: undefined. The answer lets go of the place, when somebody signed in or it closed.
   */
  enter(address: string, end: () => void): (() => void) | undefined
  count(): number
}

export function createStrangers(limits: StrangerLimits, now: () => number): Strangers {
  /** Sets keep the order of coming, so the first of each is the oldest. */
  const byAddress = new Map<string, Set<Stranger>>()
  const all = new Map<Stranger, string>()

  const leave = (stranger: Stranger): void => {
    const address = all.get(stranger)
    if (address === undefined) return
    all.delete(stranger)
    const neighbours = byAddress.get(address)
    neighbours?.delete(stranger)
    if (neighbours?.size === 0) byAddress.delete(address)
  }

  /** True: there is room for one more. */
  const makeRoom = (those: ReadonlySet<Stranger> | ReadonlyMap<Stranger, string>, limit: number): boolean => {
    if (limit === 0 || those.size < limit) return true
    const [oldest] = those.keys()
    if (oldest === undefined || now() - oldest.since < OLD_AFTER_MS) return false
    leave(oldest)
    oldest.end()
    return true
  }

  return {
    enter(address, end) {
      const neighbours = byAddress.get(address) ?? new Set()
      if (!makeRoom(neighbours, limits.perAddress) || !makeRoom(all, limits.total)) return undefined
      const stranger = { since: now(), end }
      neighbours.add(stranger)
      byAddress.set(address, neighbours)
      all.set(stranger, address)
      return () => leave(stranger)
    },
    count: () => all.size,
  }
}
