async function metric(server: string, name: string): Promise<number> {
  const text = await (await fetch(`${server}/metrics`)).text()
  const value = new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]
  if (value === undefined) throw new Error(`/metrics has no ${name}`)
  return Number(value)
}

/** Connections that were made since the server started. */
export const connectionsSoFar = (server: string): Promise<number> =>
  metric(server, 'backchannel_connections_total')

export const connectionsNow = (server: string): Promise<number> => metric(server, 'backchannel_connections')
