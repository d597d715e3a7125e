import { expect, it } from 'vitest'
import { browserNames } from '../support/browser/browser-under-test.ts'
import { launchBrowser } from '../support/browser/launch-browser.ts'
import { joinIn } from '../support/browser/stage.ts'
import { connectionsNow, connectionsSoFar } from '../support/browser/server-metrics.ts'
import { startUnattached } from '../support/browser/start-unattached.ts'
import { temporaryFolder } from '../support/browser/temporary-folder.ts'
import { spawnServer } from '../support/server/spawn-server.ts'
import { waitFor } from '../support/wait-for.ts'

/** Four times what an idle background lives in either browser: 30 s. */
const IDLE_MS = 120_000

// The wait is what is tested, so both browsers have theirs at the same time.
it.concurrent.each(browserNames)(
  '%s, left alone for two minutes in which nothing happens, keeps its first connection',
  async (name) => {
    const ends: (() => unknown)[] = []
    try {
      const server = await spawnServer()
      ends.push(() => server.stop())
      const profile = temporaryFolder(`${name}-profile`)
      ends.push(profile.remove)
      const attached = await launchBrowser(name, { permissions: 'none', profile: profile.path })
      ends.push(() => attached.close())
      const welcome = await attached.openExtensionPage('welcome/index.html')
      await joinIn(welcome, server.invite, 'Mina')
      await attached.close()
      ends.pop()
      await waitFor(async () => (await connectionsNow(server.url)) === 0, 'the driven browser is gone')
      const before = await connectionsSoFar(server.url)

      const alone = startUnattached(name, profile.path)
      ends.push(alone.close)
      await waitFor(async () => (await connectionsNow(server.url)) === 1, 'the browser has connected')
      await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
      expect(await connectionsNow(server.url)).toBe(1)
      expect(await connectionsSoFar(server.url)).toBe(before + 1)
    } finally {
      for (const end of ends.reverse()) await end()
    }
  },
  IDLE_MS + 60_000,
)
