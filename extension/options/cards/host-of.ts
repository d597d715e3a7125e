const HOST_MAX = 255

/** The host's name, as in `location.hostname`, of an address or a part of one that somebody typed; else undefined. */
export function hostOf(typed: string): string | undefined {
  const text = typed.trim()
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (text === '' || /\s/.test(text) || !URL.canParse(address)) return undefined
  const { protocol, hostname } = new URL(address)
  const isWeb = protocol === 'https:' || protocol === 'http:'
  return isWeb && hostname !== '' && hostname.length <= HOST_MAX ? hostname : undefined
}
