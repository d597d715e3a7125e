import { inProject } from '../system/project.ts'

/** How to load what was built, in each browser. */
export const loadingSteps = (): string => `
Load the extension in the browser that you use:
  Chromium, Chrome, Edge, Brave   open chrome://extensions, switch on "Developer mode", press "Load unpacked",
                                  choose ${inProject('dist', 'chrome')}
  Firefox                         open about:debugging#/runtime/this-firefox, press "Load Temporary Add-on...",
                                  choose ${inProject('dist', 'firefox', 'manifest.json')}
Then open the invite link and press the extension's button in the toolbar.
`
