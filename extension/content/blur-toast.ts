import type {} from './hold-toast.ts'

/** The focus goes back to where it was in the page, if the toast has it. Injected as text: it uses nothing from outside. */
export function blurToast(nonce: string): void {
  const held = globalThis.backchannelToast
  if (held?.nonce === nonce) held.giveBack()
}
