/** What a digest says: "14 messages in 3 rooms, 2 mention you". */
export interface Digest {
  count: number
  rooms: number
  mentions: number
}

/** All zero for none. Each alert is counted once, so the list holds none of them twice. */
export function digestOf(alerts: readonly { room: string; calls: boolean }[]): Digest {
  return {
    count: alerts.length,
    rooms: new Set(alerts.map(({ room }) => room)).size,
    mentions: alerts.filter(({ calls }) => calls).length,
  }
}
