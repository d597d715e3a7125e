import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** The only place that knows prom-client: its successor wants a newer Node. Nothing here names a person or a room. */
export interface Metrics {
  connected(): void
  disconnected(): void
  committed(commit: { entries: number; seconds: number }): void
  joined(): void
  /** A connection was ended for what it did. `reason` is one of a closed list. */
  cut(reason: string): void
  /** Prometheus' text format. */
  render(): Promise<string>
  contentType: string
  stop(): void
}

/** A commit is one flush: from a fraction of a millisecond on a good disk to seconds on a bad one. */
const COMMIT_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const connections = new Gauge({
    name: 'backchannel_connections',
    help: 'Open connections of devices.',
    registers,
  })
  const connectionsTotal = new Counter({
    name: 'backchannel_connections_total',
    help: 'Connections that were accepted since the start.',
    registers,
  })
  const entries = new Counter({
    name: 'backchannel_entries_total',
    help: 'Entries that were added to rooms since the start.',
    registers,
  })
  const commits = new Counter({
    name: 'backchannel_commits_total',
    help: 'Transactions since the start; each is one flush.',
    registers,
  })
  const commitSeconds = new Histogram({
    name: 'backchannel_commit_seconds',
    help: 'Time that a transaction took, the flush included.',
    buckets: COMMIT_BUCKETS,
    registers,
  })
  const joins = new Counter({
    name: 'backchannel_joins_total',
    help: 'Invites that were redeemed since the start.',
    registers,
  })
  const cuts = new Counter({
    name: 'backchannel_cuts_total',
    help: 'Connections that were ended for what they did, by reason.',
    labelNames: ['reason'],
    registers,
  })
  return {
    connected() {
      connections.inc()
      connectionsTotal.inc()
    },
    disconnected: () => connections.dec(),
    committed(commit) {
      entries.inc(commit.entries)
      commits.inc()
      commitSeconds.observe(commit.seconds)
    },
    joined: () => joins.inc(),
    cut: (reason) => cuts.inc({ reason }),
    render: () => registry.metrics(),
    contentType: registry.contentType,
    stop: () => registry.clear(),
  }
}
