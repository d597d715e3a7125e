/** Where a server is reached on this machine. Nobody reaches one at "any address": this machine does at its own. */
export function serverUrl({ address, port }: { address: string; port: number }): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`
}
