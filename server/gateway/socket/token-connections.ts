/** Most connections of one token. A browser has one; after a lost line the last ones may stay open for half a minute. */
const PER_TOKEN = 8

/** The open connections by token. */
export interface TokenConnections {
  /** One more; beyond the limit the oldest one is ended, which may be one of a line that is gone. Answers how to leave. */
  enter(token: string, end: () => void): () => void
}

export function createTokenConnections(): TokenConnections {
  const open = new Map<string, Set<{ end(): void }>>()
  return {
    enter(token, end) {
      const those = open.get(token) ?? new Set()
      open.set(token, those)
      const [oldest] = those
      if (oldest !== undefined && those.size >= PER_TOKEN) {
        those.delete(oldest)
        oldest.end()
      }
      const one = { end }
      those.add(one)
      return () => {
        those.delete(one)
        if (those.size === 0 && open.get(token) === those) open.delete(token)
      }
    },
  }
}
