import { createContext } from 'preact'

/** Closes the menu that an item is in; the focus goes back to its button. */
export const CloseMenu = createContext<() => void>(() => undefined)
