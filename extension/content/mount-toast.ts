import { reportFocus, rememberFocus } from './focus.ts'
import { guard } from './guard.ts'
import { createHost, isBehindModal, styleOf } from './host.ts'
import type { MountedToast } from './mounted-toast.ts'
import { createFrame, createPanel, enclose, stayVisible } from './panel.ts'

/** Why this document cannot hold a toast. */
function refusal(root: Element | null): string | undefined {
  if (root?.namespaceURI !== 'http://www.w3.org/1999/xhtml') return 'not an HTML page'
  if (document.contentType === 'application/pdf') return 'a PDF'
  return isBehindModal() ? 'behind a modal' : undefined
}

/**
 * Puts an invisible host with the toast's frame into the page, instead of any earlier one, and answers 'mounted', or why
 * not. `corner`: 'bottom-right' and so on.
 */
export function mountToast(address: string, nonce: string, corner: string): string {
  globalThis.backchannelToast?.end()
  for (const earlier of document.querySelectorAll('backchannel-toast')) earlier.remove()
  const root = document.documentElement
  const refused = refusal(root)
  if (refused !== undefined) return refused

  const host = createHost(corner)
  // A page that has defined this element could reach its shadow root, and by the frame's address find out who we are.
  if (host.matches(':defined')) return 'taken by the page'
  const panel = createPanel(corner)
  const frame = createFrame(`${address}#${nonce}`)
  panel.append(frame)
  enclose(panel, host)
  root.append(host)
  host.showPopover()

  const ended = new AbortController()
  const toast: MountedToast = {
    nonce,
    host,
    panel,
    frame,
    revealed: false,
    tampered: false,
    before: undefined,
    expectedStyle: styleOf(host),
    end() {
      ended.abort()
      host.remove()
    },
  }
  globalThis.backchannelToast = toast
  stayVisible(panel)
  guard(toast, root, ended.signal)
  rememberFocus(toast, ended.signal)
  reportFocus(toast, ended.signal)
  return 'mounted'
}
