const browsers = [
  ['Edge', /Edg\/\d/],
  ['Opera', /OPR\/\d/],
  ['Firefox', /Firefox\/\d/],
  ['Chromium', /Chrom(e|ium)\/\d/],
] as const

const systems = [
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux|X11/],
] as const

/** What a list of tokens calls a device: "Firefox on Linux". From the User-Agent header, so a help and no proof. */
export function browserLabel(userAgent = ''): string {
  const browser = browsers.find(([, pattern]) => pattern.test(userAgent))?.[0]
  const system = systems.find(([, pattern]) => pattern.test(userAgent))?.[0]
  if (browser === undefined) return 'program'
  return system === undefined ? browser : `${browser} on ${system}`
}
