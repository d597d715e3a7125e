import { waitFor } from '../wait-for.ts'
import type { FrameUnderTest, PageUnderTest } from './page-under-test.ts'

/**
 * Runs in the page: the toast has come to rest, and the browser has drawn it there. The page does not know how it comes in,
 * but one finds it by a click from when it begins to; what begins after that and lasts longer ends after it.
 */
async function hasSettled(): Promise<boolean> {
  const host = document.querySelector('backchannel-toast')
  const { left, top, width, height } = host?.getBoundingClientRect() ?? new DOMRect()
  const hit = document.elementFromPoint(left + width / 2, top + height / 2)
  if (host === null || hit !== host) return false
  const longer = new Animation(new KeyframeEffect(null, [], 200))
  longer.play()
  await longer.finished
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

/** A card takes no click before it has shown for so long (extension/toast/trust.ts), ms. */
const CARD_TRUSTED_MS = 500

/** Runs in the frame: it has been seen where it is for long enough. */
const isTrusted = (): boolean => document.documentElement.hasAttribute('data-trusted')

/** The same once it takes clicks: a person has read it by then. */
export async function readToast(page: PageUnderTest, text: string): Promise<FrameUnderTest> {
  const toast = await shownToast(page, text)
  const shownAt = Date.now()
  const takesClicks = async (): Promise<boolean> =>
    Date.now() - shownAt >= CARD_TRUSTED_MS && (await toast.evaluate(isTrusted, undefined))
  await waitFor(takesClicks, 'the toast takes clicks')
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
