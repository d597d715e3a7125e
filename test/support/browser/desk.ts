import type { BrowserName } from './browser-under-test.ts'
import { startOtherProgram } from './display/other-program.ts'
import { keyboardOf, type Keyboard } from './display/xdotool.ts'
import { startXvfb } from './display/xvfb.ts'
import type { PageUnderTest } from './page-under-test.ts'
import { startStage, type Stage, type StageOptions } from './stage.ts'
import type { PageName } from './site/page-kinds.ts'

/**
 * A stage on an X display: there windows have the focus as they do for people. Without one Chromium says of every window
 * that it has the focus, and Firefox of none.
 */
export interface Desk extends Stage {
  keyboard: Keyboard
  /** A page of the test site in the tab in front, of the window in front. */
  openInFront(kind: PageName): Promise<PageUnderTest>
  /** The person works with something else, until it is closed. */
  otherProgram(): Promise<{ close(): Promise<void> }>
}

export async function startDesk(name: BrowserName, options: Partial<StageOptions> = {}): Promise<Desk> {
  const display = await startXvfb()
  const stage = await startStage(name, { permissions: 'granted', ...options, display: display.name }).catch(
    async (error: unknown) => {
      await display.close()
      throw error
    },
  )
  const keyboard = keyboardOf(display.name)
  return {
    ...stage,
    keyboard,
    openInFront: async (kind) => {
      const page = await stage.browser.openPage(stage.site.url(kind))
      await page.bringToFront()
      return page
    },
    otherProgram: async () => {
      // Firefox takes no focus of the display before somebody gives it one.
      await keyboard.focus(name)
      const program = await startOtherProgram(display.name)
      return {
        close: async () => {
          await program.close()
          await keyboard.focus(name)
        },
      }
    },
    close: async () => {
      await stage.close()
      await display.close()
    },
  }
}
