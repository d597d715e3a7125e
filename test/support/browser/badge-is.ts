import { waitFor } from '../wait-for.ts'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { badgeText } from './extension-api.ts'

export const badgeIs = (browser: BrowserUnderTest, text: string): Promise<void> =>
  waitFor(async () => (await badgeText(browser)) === text, `the badge of ${browser.name} is "${text}"`)
