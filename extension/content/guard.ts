import { isBehindModal, styleOf } from './host.ts'
import type { MountedToast } from './mounted-toast.ts'
import { stayVisible } from './panel.ts'

/** A host that the background never reveals is removed after so many checks. */
const UNREVEALED_MAX = 2
/** A cover that lasts for more than so many checks counts. */
const COVERED_MAX = 1
const CHECK_EVERY_MS = 1000

/** Everything about the host that differs from what we made. Data attributes change nothing, and other extensions set some. */
function isChanged({ host, expectedStyle }: MountedToast, root: Element): boolean {
  const isForeign = [...host.attributes].some(({ name }) => !/^(style|popover|data-.*)$/.test(name))
  const isOpen = host.popover === 'manual' && host.matches(':popover-open')
  if (host.parentNode !== root || !root.isConnected || isForeign || !isOpen) return true
  // An animation is the page's. Against `!important` it moves nothing, so it need not be noticed at once.
  return styleOf(host) !== expectedStyle || host.getAnimations().length > 0
}

function isCovered(host: HTMLElement): boolean {
  const { left, top, width, height } = host.getBoundingClientRect()
  // Under `html { display: none }` nothing lies above it, and nothing of it is there.
  if (width === 0 || height === 0) return true
  const front = document.elementFromPoint(left + width / 2, top + height / 2)
  return front !== null && front !== host
}

/** False after an update of the extension: nobody would remove the host. */
const hasExtension = (): boolean => {
  const extension = (globalThis as { chrome?: { runtime?: { id?: string } } }).chrome
  return extension?.runtime?.id !== undefined
}

/** Removes the toast when the page changes, removes or covers it, and says so to the next probe. There is no fight for the top. */
export function guard(toast: MountedToast, root: Element, signal: AbortSignal): void {
  const { host } = toast
  const giveUp = (): void => {
    toast.tampered = true
    toast.end()
  }
  // Runs right after the page's own script, before the person's next click can arrive.
  const observer = new MutationObserver(() => {
    if (isChanged(toast, root)) giveUp()
  })
  observer.observe(host, { attributes: true })
  observer.observe(root, { childList: true })
  observer.observe(document, { childList: true })
  signal.addEventListener('abort', () => observer.disconnect())

  // Once the page's script has ended. By then the popover may be open again, and no check would notice.
  host.addEventListener('beforetoggle', () => void Promise.resolve().then(giveUp), { signal })
  document.addEventListener('fullscreenchange', () => (isBehindModal() ? giveUp() : undefined), { signal })
  // Otherwise it would come back with the page from the back/forward cache, when it has long been shown elsewhere.
  globalThis.addEventListener('pagehide', () => toast.end(), { signal })
  watchCovers(toast, root, giveUp, signal)
}

/** Normally the background removes the host. The extension may have been updated, or the frame may never have loaded. */
function watchCovers(toast: MountedToast, root: Element, giveUp: () => void, signal: AbortSignal): void {
  const { host, panel } = toast
  let unrevealed = 0
  let covered = 0
  const timer = setInterval(() => {
    if (!toast.revealed) unrevealed += 1
    if (unrevealed > UNREVEALED_MAX || !hasExtension()) return toast.end()
    covered = toast.revealed && isCovered(host) ? covered + 1 : 0
    if (isChanged(toast, root) || isBehindModal() || covered > COVERED_MAX) return giveUp()
    stayVisible(panel)
  }, CHECK_EVERY_MS)
  signal.addEventListener('abort', () => clearInterval(timer))
}
