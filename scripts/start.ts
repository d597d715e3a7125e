import { buildExtension, targets } from './extension/build-extension.ts'
import { packageExtension } from './extension/package-extension.ts'
import { findBrowsers } from './launch/find-browser.ts'
import { loadingSteps } from './launch/loading-steps.ts'
import { openBrowser, type OpenBrowser } from './launch/open-browser.ts'
import { passSignals } from './launch/pass-signals.ts'
import { runServer } from './launch/run-server.ts'
import { startHelp, startOptions } from './launch/start-options.ts'

/** What the server prints while nobody has joined. */
const inviteLine = /^Invite: (\S+)/
/** The last line of its greeting. */
const lastLine = /^Data: /

const nobodyInvited =
  'Somebody has joined already, so no browser is opened. For another browser of yours: node server/bin.js invite --person NAME'

/** Opens the invite where that is possible. Whatever happens here, the server goes on. */
function openInvite(link: string): OpenBrowser | undefined {
  const [browser] = findBrowsers()
  if (browser === undefined) {
    console.log('No display with Chromium or Firefox was found: load the extension as described above.')
    return undefined
  }
  console.log(`Opening ${browser.name} with the extension and the invite, in a profile that is thrown away.`)
  const opened = openBrowser(browser, link)
  void opened.ended.then((code) => {
    if (code === 1) console.log(`${browser.name} did not open: load the extension as described above.`)
  })
  return opened
}

async function start(open: boolean): Promise<number> {
  for (const target of targets) await buildExtension(target)
  packageExtension()
  console.log(loadingSteps())

  let browser: OpenBrowser | undefined
  let invited = false
  const server = runServer((line) => {
    const link = inviteLine.exec(line)?.[1]
    if (open && link !== undefined) browser ??= openInvite(link)
    if (open && browser === undefined && !invited && lastLine.test(line)) console.log(nobodyInvited)
    invited ||= link !== undefined
  })
  passSignals(server)
  const code = await server.ended
  browser?.close()
  await browser?.ended
  return code
}

const options = startOptions(process.argv.slice(2))
if (!options.ok) {
  console.error(options.message)
  process.exitCode = 1
} else if (options.help) {
  console.log(startHelp)
} else {
  process.exitCode = await start(options.open)
}
