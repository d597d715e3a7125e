import type { ElementHandle, Frame, KeyInput, Page } from 'puppeteer-core'
import { callSource } from '../call-source.ts'
import type { FrameUnderTest, PageUnderTest, Role } from '../page-under-test.ts'
import { clickIn, typeIn, type Bidi } from './bidi.ts'
import { origin } from './preferences.ts'
import type { Privileged } from './privileged.ts'

const selector = (role: Role, name: string): string => `::-p-aria(${name}[role="${role}"])`

function firefoxFrame(frame: Frame, bidi: Bidi): FrameUnderTest {
  async function find(role: Role, name: string): Promise<ElementHandle> {
    const element = await frame.waitForSelector(selector(role, name))
    if (element === null) throw new Error(`no ${role} "${name}"`)
    return element
  }
  const shown = (element: Element): string =>
    'value' in element && typeof element.value === 'string' && element.tagName !== 'BUTTON'
      ? element.value
      : (element as HTMLElement).innerText
  return {
    click: async (role, name) => clickIn(bidi, frame, await find(role, name)),
    type: async (role, name, text) => {
      await (await find(role, name)).focus()
      await typeIn(bidi, frame, [...text])
    },
    pressOn: async (role, name, keys) => {
      await (await find(role, name)).focus()
      await typeIn(bidi, frame, keys)
    },
    text: async (role, name) => (await find(role, name)).evaluate(shown),
    has: async (role, name) => (await frame.$(selector(role, name))) !== null,
    evaluate: <A, T>(run: (argument: A) => T | Promise<T>, argument: A) =>
      frame.evaluate<[], () => T | Promise<T>>(callSource(run, argument)),
    runScript: async (source) => void (await frame.evaluate(`${source};0`)),
  }
}

/** Firefox reports nothing to the driver of a navigation to an extension's page, so each frame is asked where it is. */
async function extensionFrames(page: Page, bidi: Bidi): Promise<FrameUnderTest[]> {
  const found: FrameUnderTest[] = []
  for (const frame of page.frames().slice(1)) {
    const url = await frame.evaluate(() => location.href).catch(() => '')
    if (url.startsWith(origin)) found.push(firefoxFrame(frame, bidi))
  }
  return found
}

function collectErrors(page: Page): readonly string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => void errors.push(String(error)))
  page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())))
  return errors
}

export const firefoxPage = (
  page: Page,
  bidi: Bidi,
  privileged: Privileged,
  errors = collectErrors(page),
): PageUnderTest => ({
  ...firefoxFrame(page.mainFrame(), bidi),
  press: (key) => page.keyboard.press(key as KeyInput),
  clickAt: (x, y) => page.mouse.click(x, y),
  compose: (steps, enter = false) => privileged.compose(steps, enter),
  extensionFrames: () => extensionFrames(page, bidi),
  errors: () => errors,
  screenshot: async (path) => {
    await page.screenshot({ path: path as `${string}.png` })
  },
  bringToFront: () => page.bringToFront(),
  reload: async () => {
    await page.reload()
  },
  setSize: (width, height) => page.setViewport({ width, height }),
  close: () => page.close(),
})
