/** Reads the invite out of the page's own fragment, and takes it out of the address: it must not stay in the history. */
export function takeInvite(location: Location, history: History): string {
  const invite = new URLSearchParams(location.hash.slice(1)).get('invite') ?? ''
  if (invite !== '') history.replaceState(null, '', location.pathname)
  return invite
}
