import { giveBackFocus } from './focus.ts'
import { mountedToast } from './mounted-toast.ts'

/** Gives the focus back to the element of the page that had it, if the toast has it. */
export function blurToast(nonce: string): void {
  const toast = mountedToast(nonce)
  if (toast !== undefined) giveBackFocus(toast)
}
