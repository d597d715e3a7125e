import { createAllowance, type Allowance } from './allowance.ts'

/** A stranger that has been open for so long, in ms, gives its place to a new one. A real client is let in well before. */
const OLD_AFTER_MS = 2_000
/** An address may open as many connections at once as it may hold open, and this part of them each second. */
const OPENED_PER_SECOND = 1 / 4
/** Addresses that have nothing open are forgotten this often, in ms: their allowance is full again. */
const FORGET_EVERY_MS = 5_000

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

interface Address {
  /** In the order of coming: the first is the oldest. */
  open: Set<Stranger>
  opening: Allowance
  lastOpened: number
}

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
  const addresses = new Map<string, Address>()
  const all = new Set<Stranger>()
  let forgotten = now()

  const leave = (stranger: Stranger): void => {
    all.delete(stranger)
    addresses.get(stranger.address)?.open.delete(stranger)
  }

  const endOldest = ({ open }: Address): void => {
    const [oldest] = open
    if (oldest === undefined) return
    leave(oldest)
    oldest.end()
  }

  /** True: there is room for one more of this address. */
  const makeRoom = (address: Address): boolean => {
    if (perAddress === 0 || address.open.size < perAddress) return true
    const [oldest] = address.open
    if (oldest === undefined || now() - oldest.since < OLD_AFTER_MS) return false
    endOldest(address)
    return true
  }

  /** Whoever holds the most loses one, however young: forty addresses must not keep everybody else out. */
  const makeRoomForAll = (): void => {
    if (total === 0 || all.size < total) return
    let largest: Address | undefined
    for (const address of addresses.values()) {
      if (largest === undefined || address.open.size > largest.open.size) largest = address
    }
    if (largest !== undefined) endOldest(largest)
  }

  const forgetOld = (): void => {
    if (now() - forgotten < FORGET_EVERY_MS) return
    forgotten = now()
    for (const [name, { open, lastOpened }] of addresses) {
      if (open.size === 0 && now() - lastOpened >= FORGET_EVERY_MS) addresses.delete(name)
    }
  }

  const addressOf = (name: string): Address => {
    const known = addresses.get(name)
    if (known !== undefined) return known
    const opening = createAllowance(perAddress * OPENED_PER_SECOND, perAddress, now)
    const address = { open: new Set<Stranger>(), opening, lastOpened: 0 }
    addresses.set(name, address)
    return address
  }

  return {
    enter(name, end) {
      forgetOld()
      const address = addressOf(name)
      if (!address.opening.take(1)) return undefined
      address.lastOpened = now()
      if (!makeRoom(address)) return undefined
      makeRoomForAll()
      const stranger = { since: now(), address: name, end }
      address.open.add(stranger)
      all.add(stranger)
      return () => leave(stranger)
    },
    count: () => all.size,
  }
}
