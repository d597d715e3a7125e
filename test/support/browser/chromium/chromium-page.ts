import type { Frame, Locator, Page } from 'playwright-core'
import { callSource } from '../call-source.ts'
import type { FrameUnderTest, PageUnderTest, Role } from '../page-under-test.ts'

function chromiumFrame(frame: Frame): FrameUnderTest {
  const find = (role: Role, name: string): Locator => frame.getByRole(role, { name, exact: true })
  return {
    click: (role, name) => find(role, name).click(),
    type: (role, name, text) => find(role, name).pressSequentially(text),
    pressOn: async (role, name, keys) => {
      for (const key of keys) await find(role, name).press(key)
    },
    text: (role, name) => (role === 'textbox' ? find(role, name).inputValue() : find(role, name).innerText()),
    has: async (role, name) => (await find(role, name).count()) > 0,
    evaluate: <A, T>(run: (argument: A) => T | Promise<T>, argument: A) =>
      frame.evaluate<T>(callSource(run, argument)),
    runScript: async (source) => void (await frame.evaluate(`${source};0`)),
  }
}

/** What Chromium gets of an input method: the composition at each step, then the text that it commits. */
async function compose(page: Page, steps: readonly string[], enter: boolean): Promise<void> {
  const session = await page.context().newCDPSession(page)
  for (const text of steps) {
    await session.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    })
  }
  // What an input method has taken comes with this key code, and while composing.
  const taken = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 }
  if (enter) await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...taken })
  await session.send('Input.insertText', { text: steps.at(-1) ?? '' })
  await session.detach()
}

function collectErrors(page: Page): readonly string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => void errors.push(String(error)))
  page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())))
  return errors
}

export const chromiumPage = (page: Page, errors = collectErrors(page)): PageUnderTest => ({
  ...chromiumFrame(page.mainFrame()),
  press: (key) => page.keyboard.press(key),
  clickAt: (x, y) => page.mouse.click(x, y),
  compose: (steps, enter = false) => compose(page, steps, enter),
  extensionFrames: async () => {
    const frames = page.frames().filter((frame) => frame.parentFrame() !== null)
    return frames.filter((frame) => frame.url().startsWith('chrome-extension:')).map(chromiumFrame)
  },
  errors: () => errors,
  screenshot: async (path) => {
    await page.screenshot({ path })
  },
  bringToFront: () => page.bringToFront(),
  reload: async () => {
    await page.reload()
  },
  setSize: (width, height) => page.setViewportSize({ width, height }),
  close: () => page.close(),
})
