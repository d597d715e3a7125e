import { waitFor } from '../wait-for.ts'
import type { FrameUnderTest, PageUnderTest } from './page-under-test.ts'

/** The frame of the toast that shows this text, once it does. */
export async function shownToast(page: PageUnderTest, text: string): Promise<FrameUnderTest> {
  let shown: FrameUnderTest | undefined
  await waitFor(async () => {
    for (const frame of await page.extensionFrames()) {
      const words = await frame.evaluate(() => document.body.innerText, undefined).catch(() => '')
      if (words.includes(text)) shown = frame
    }
    return shown !== undefined
  }, `a toast with "${text}"`)
  if (shown === undefined) throw new Error('unreachable')
  return shown
}

export const toastIsGone = (page: PageUnderTest): Promise<void> =>
  waitFor(
    () => page.evaluate(() => document.querySelector('backchannel-toast') === null, undefined),
    'the toast is gone',
  )
