import type { BrowserName, BrowserUnderTest, LaunchOptions } from './browser-under-test.ts'
import { launchChromium } from './chromium/launch-chromium.ts'
import { launchFirefox } from './firefox/launch-firefox.ts'

export const launchBrowser = (name: BrowserName, options: LaunchOptions): Promise<BrowserUnderTest> =>
  name === 'chromium' ? launchChromium(options) : launchFirefox(options)
