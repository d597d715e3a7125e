import browser from 'webextension-polyfill'

/** The person pressed the keys of a command of ours, as the manifest names it. Call it in the first tick. */
export function onCommand(name: string, listener: () => void): void {
  browser.commands.onCommand.addListener((command) => {
    if (command === name) listener()
  })
}
