/** A toast in a page. It lives in the global of the injected scripts, which the page does not see. */
export interface MountedToast {
  readonly nonce: string
  /** The element in the page. */
  readonly host: HTMLElement
  /** The visible part, inside the host's closed root: a page reaches neither it nor its transitions. */
  readonly panel: HTMLElement
  readonly frame: HTMLIFrameElement
  revealed: boolean
  /** The page changed, removed or covered it: it is gone, and the alert has to be shown elsewhere. */
  tampered: boolean
  /** The element of the page that had the focus before the toast got it. */
  before: Element | undefined
  /** The host's style as we set it last. Any other style is the page's. */
  expectedStyle: string
  /** Removes the host and stops every watch on it. */
  end(): void
}

declare global {
  var backchannelToast: MountedToast | undefined
}

/** The open toast with this nonce. */
export function mountedToast(nonce: string): MountedToast | undefined {
  const toast = globalThis.backchannelToast
  return toast?.nonce === nonce ? toast : undefined
}
