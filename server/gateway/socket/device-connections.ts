import type { PersonId } from '../../../protocol/entry.ts'

/** Most connections of one token. A browser has one; after a lost line the last ones may stay open for half a minute. */
const PER_TOKEN = 8
/** Most connections of one person: each of their 20 devices has one, and some have one of a line that is gone. */
const PER_PERSON = 30

/** The open connections of devices. */
export interface DeviceConnections {
  /** One more; beyond a limit the oldest one is ended, which may be one of a line that is gone. Answers how to leave. */
  enter(token: string, person: PersonId, end: () => void): () => void
}

export function createDeviceConnections(): DeviceConnections {
  const ofTokens = createPlaces(PER_TOKEN)
  const ofPeople = createPlaces(PER_PERSON)
  return {
    enter(token, person, end) {
      const leaveToken = ofTokens(token, end)
      const leavePerson = ofPeople(person, end)
      return () => {
        leaveToken()
        leavePerson()
      }
    },
  }
}

/** Places by key, `most` for each. A new one beyond that ends the oldest. */
function createPlaces(most: number): (key: string, end: () => void) => () => void {
  const open = new Map<string, Set<{ end(): void }>>()
  return (key, end) => {
    const those = open.get(key) ?? new Set()
    open.set(key, those)
    const [oldest] = those
    if (oldest !== undefined && those.size >= most) {
      those.delete(oldest)
      oldest.end()
    }
    const one = { end }
    those.add(one)
    return () => {
      those.delete(one)
      if (those.size === 0 && open.get(key) === those) open.delete(key)
    }
  }
}
