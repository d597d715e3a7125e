import { createRateLimit } from '../rate-limit.ts'

/** A stranger that has been open for so long, in ms, gives its place to a new one. A real client is let in well before. */
const OLD_AFTER_MS = 2_000
/** An address may open as many connections at once as it may hold open, and this part of them each second. */
const OPENED_PER_SECOND = 1 / 4

export interface StrangerLimits {
  /** Most open connections of one address that nobody has signed in on; 0: no limit. */
  perAddress: number
  /** Most of them in all; 0: no limit. */
  total: number
}

interface Stranger {
  since: number
  address: string
  end(): void
}

/** In the order of coming: the first is the oldest. */
type Open = Set<Stranger>

/** Every open connection that nobody has signed in on yet, by address. */
export interface Strangers {
  /**
   * Takes a new one in; `end` must end it. Beyond the limit of its address the oldest of it gives its place up if it is
   * older than two seconds, else the new one is refused; so is one of an address that opened too many of late: undefined.
   * Beyond the limit of all the address with the most gives up its oldest. The answer lets go of the place, when
   * somebody signed in or it closed.
   */
  enter(address: string, end: () => void): (() => void) | undefined
  count(): number
}

export function createStrangers({ perAddress, total }: StrangerLimits, now: () => number): Strangers {
  const opened = createRateLimit({ perSecond: perAddress * OPENED_PER_SECOND, atOnce: perAddress }, now)
  const addresses = new Map<string, Open>()
  const all: Open = new Set()

  const leave = (stranger: Stranger): void => {
    all.delete(stranger)
    const open = addresses.get(stranger.address)
    open?.delete(stranger)
    if (open?.size === 0) addresses.delete(stranger.address)
  }

  const endOldest = ([oldest]: Open): void => {
    if (oldest === undefined) return
    leave(oldest)
    oldest.end()
  }

  /** True: there is room for one more of this address. */
  const makeRoom = (open: Open): boolean => {
    if (perAddress === 0 || open.size < perAddress) return true
    const [oldest] = open
    if (oldest === undefined || now() - oldest.since < OLD_AFTER_MS) return false
    endOldest(open)
    return true
  }

  /** Whoever holds the most loses one, however young: forty addresses must not keep everybody else out. */
  const makeRoomForAll = (): void => {
    if (total === 0 || all.size < total) return
    let largest: Open = new Set()
    for (const open of addresses.values()) if (open.size > largest.size) largest = open
    endOldest(largest)
  }

  const openOf = (address: string): Open => {
    const open = addresses.get(address) ?? new Set()
    addresses.set(address, open)
    return open
  }

  return {
    enter(address, end) {
      if (!opened.take(address, 1)) return undefined
      if (!makeRoom(addresses.get(address) ?? new Set())) return undefined
      makeRoomForAll()
      const stranger = { since: now(), address, end }
      openOf(address).add(stranger)
      all.add(stranger)
      return () => leave(stranger)
    },
    count: () => all.size,
  }
}
