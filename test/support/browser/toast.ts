import { waitFor } from '../wait-for.ts'
import type { FrameUnderTest, PageUnderTest } from './page-under-test.ts'

/** Runs in the page: the host has come to rest, and the browser has drawn it there, so that a click finds it. */
async function hasSettled(): Promise<boolean> {
  const host = document.querySelector('backchannel-toast')
  if (host === null || getComputedStyle(host).opacity !== '1') return false
  // The transition of its visibility runs for as long as it shows.
  const moving = host
    .getAnimations()
    .filter((running) => Reflect.get(running, 'transitionProperty') !== 'visibility')
  if (moving.length > 0) return false
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  return true
}

/** The frame of the toast that shows this text, once it does and has come to rest. */
export async function shownToast(page: PageUnderTest, text: string): Promise<FrameUnderTest> {
  let shown: FrameUnderTest | undefined
  let last = ''
  await waitFor(async () => {
    for (const frame of await page.extensionFrames()) {
      const words = await frame.evaluate(() => document.body.innerText, undefined).catch(() => '')
      if (words.includes(text)) shown = frame
      last = words || last
    }
    return shown !== undefined
  }, `a toast with "${text}"`).catch((error: unknown) => {
    throw new Error(`${String(error)} The last one said ${JSON.stringify(last)}.`, { cause: error })
  })
  if (shown === undefined) throw new Error('unreachable')
  await waitFor(() => page.evaluate(hasSettled, undefined), 'the toast has come to rest')
  return shown
}

export const toastIsGone = (page: PageUnderTest): Promise<void> =>
  waitFor(
    () => page.evaluate(() => document.querySelector('backchannel-toast') === null, undefined),
    'the toast is gone',
  )

/**
 * A toast acts on no click before it has been seen for half a second (extension/toast/trust.ts); Chromium tells the frame
 * 100 ms late that it is seen, and on a busy machine later.
 */
const TRUSTED_MS = 900

/** The same once it takes clicks: a person has read it by then. */
export async function readToast(page: PageUnderTest, text: string): Promise<FrameUnderTest> {
  const toast = await shownToast(page, text)
  await new Promise((resolve) => setTimeout(resolve, TRUSTED_MS))
  return toast
}

/** Runs in the frame: the page has made the host as high as what is in it. What lies at its lower edge moves until then. */
const fits = (): boolean => {
  const height = document.querySelector('main')?.getBoundingClientRect().height ?? 0
  return Math.abs(height - innerHeight) <= 1
}

/** The toast has another height by now than before: a click that was aimed before this would miss. */
export const toastFits = (toast: FrameUnderTest): Promise<void> =>
  waitFor(() => toast.evaluate(fits, undefined), 'the toast is as high as what is in it')
