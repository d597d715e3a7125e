/** Guesses that one address has a minute: of invites, of tokens, and of the names that are here. */
const GUESSES_MAX = 10
const GUESSES_WINDOW_MS = 60_000

/** Tries of one address that may wait for a place: more than join at once behind any one address. */
const WAITING_MAX = 100

/** Addresses that are remembered, about 200 bytes each. Beyond it the one that guessed first is forgotten. */
const ADDRESSES_MAX = 10_000

/** Of one address. `guesses` and `running` together are at most GUESSES_MAX. */
interface Tries {
  guesses: number
  /** When the window began, by the clock that is never set. */
  since: number
  running: number
  waiting: ((admitted: boolean) => void)[]
}

/**
 * Limits wrong guesses by address. A try takes its place before it runs and gives it back when it was no guess, so that
 * parallel guesses find no gap. Honest tries that come at once wait for a place instead of being refused.
 */
export function createGuessLimit(now: () => number = () => performance.now()) {
  const addresses = new Map<string, Tries>()

  const triesOf = (address: string): Tries => {
    const known = addresses.get(address)
    if (known !== undefined && now() - known.since < GUESSES_WINDOW_MS) return known
    const tries = known ?? { guesses: 0, since: 0, running: 0, waiting: [] }
    tries.guesses = 0
    tries.since = now()
    // Put at the end: the map is in the order of the windows.
    addresses.delete(address)
    addresses.set(address, tries)
    forgetOld(addresses, now())
    return tries
  }

  return {
    /** Runs a try of this address; `isGuess` decides by its value whether it counts as a guess. Undefined: refused, it did not run. */
    async run<T>(
      address: string,
      attempt: () => Promise<T>,
      isGuess: (value: T) => boolean,
    ): Promise<T | undefined> {
      const tries = triesOf(address)
      if (!(await takePlace(tries))) return undefined
      let guessed = true
      try {
        const value = await attempt()
        guessed = isGuess(value)
        return value
      } finally {
        tries.running -= 1
        if (guessed) tries.guesses += 1
        admitWaiting(tries)
        if (tries.guesses + tries.running === 0 && addresses.get(address) === tries) addresses.delete(address)
      }
    },
  }
}

const hasPlace = ({ guesses, running }: Tries): boolean => guesses + running < GUESSES_MAX

async function takePlace(tries: Tries): Promise<boolean> {
  if (hasPlace(tries)) {
    tries.running += 1
    return true
  }
  if (tries.guesses >= GUESSES_MAX || tries.waiting.length >= WAITING_MAX) return false
  return new Promise((resolve) => tries.waiting.push(resolve))
}

/** Whoever is admitted has the place from here on, before its promise is looked at. */
function admitWaiting(tries: Tries): void {
  while (tries.waiting.length > 0 && hasPlace(tries)) {
    tries.running += 1
    tries.waiting.shift()?.(true)
  }
  if (tries.guesses < GUESSES_MAX) return
  for (const resolve of tries.waiting.splice(0)) resolve(false)
}

function forgetOld(addresses: Map<string, Tries>, now: number): void {
  for (const [address, tries] of addresses) {
    const old = now - tries.since >= GUESSES_WINDOW_MS && tries.running === 0
    if (!old && addresses.size <= ADDRESSES_MAX) return
    addresses.delete(address)
  }
}
