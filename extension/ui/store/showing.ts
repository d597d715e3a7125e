import { signal, type ReadonlySignal } from '@preact/signals'

/** True while the person can be reading this page: it is visible and has the focus. */
export function documentShowing(page: Document): ReadonlySignal<boolean> {
  const read = () => page.visibilityState === 'visible' && page.hasFocus()
  const showing = signal(read())
  const update = () => {
    showing.value = read()
  }
  page.addEventListener('visibilitychange', update)
  page.defaultView?.addEventListener('focus', update)
  page.defaultView?.addEventListener('blur', update)
  return showing
}
