import browser from 'webextension-polyfill'

/** The keys that go to the toast (`commands` in the manifest). Call it in the first tick. */
export function onToastCommand(listener: () => void): void {
  browser.commands.onCommand.addListener((command) => {
    if (command === 'focus-toast') listener()
  })
}
