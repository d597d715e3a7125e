/** An event that is trusted, as those are that the browser makes of what a person does. */
export function byPerson<E extends Event>(event: E): E {
  Object.defineProperty(event, 'isTrusted', { value: true })
  return event
}
