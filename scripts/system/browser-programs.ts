/** Names and usual places. Branded Chrome is missing on purpose: from 137 on it ignores `--load-extension`. */
export const chromiumPrograms = [
  'chromium',
  'chromium-browser',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
] as const

export const firefoxPrograms = [
  'firefox-esr',
  'firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
] as const
