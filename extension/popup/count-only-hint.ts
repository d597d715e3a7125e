/** A trifle of this browser's alone, so the page keeps it itself. */
const KEY = 'count-only-hidden'

export const countOnlyHint = {
  isHidden: (): boolean => localStorage.getItem(KEY) !== null,
  hide: (): void => localStorage.setItem(KEY, ''),
}
