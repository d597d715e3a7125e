import type { MountedToast } from './mounted-toast.ts'

const REPORT_EVERY_MS = 1000

/** Remembers the element of the page that a click into the toast takes the focus from. */
export function rememberFocus(toast: MountedToast, signal: AbortSignal): void {
  const { host } = toast
  document.addEventListener(
    'focusout',
    (event) => {
      const [from] = event.composedPath()
      setTimeout(() => {
        if (document.activeElement === host && from !== host && from instanceof Element) toast.before = from
        else if (document.activeElement !== host) toast.before = undefined
      })
    },
    { signal, capture: true },
  )
}

/** Gives the focus back to the page, if the toast has it. */
export function giveBackFocus({ host, frame, before }: MountedToast): void {
  if (document.activeElement !== host) return
  // In Firefox it would bring the tab or the window back that the person has just left.
  const inFront = document.hasFocus()
  frame.blur()
  if (inFront) globalThis.focus()
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
}

/** Reports to the frame whether the window has the focus: it cannot know, and only the host can post to it. */
export function reportFocus({ frame }: MountedToast, signal: AbortSignal): void {
  const report = (): void =>
    frame.contentWindow?.postMessage(document.hasFocus() ? 'in-front' : 'behind', '*')
  frame.addEventListener('load', report, { signal })
  for (const type of ['focus', 'blur'])
    globalThis.addEventListener(type, () => void setTimeout(report), { signal })
  const timer = setInterval(report, REPORT_EVERY_MS)
  signal.addEventListener('abort', () => clearInterval(timer))
}
