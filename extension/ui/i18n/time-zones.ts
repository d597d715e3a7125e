/** The browser's own, as in the IANA database. */
export const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** All that can be chosen: the browser's own first, then the rest; `chosen` is among them even if this browser lists it not. */
export function timeZones(chosen: string): string[] {
  const own = ownTimeZone()
  return [own, ...new Set([chosen, ...Intl.supportedValuesOf('timeZone')].sort())].filter(
    (zone, index) => index === 0 || zone !== own,
  )
}
