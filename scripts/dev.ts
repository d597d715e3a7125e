import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { targets, watchExtension, type Target } from './extension/build-extension.ts'
import { findBrowsers, type Browser } from './launch/find-browser.ts'
import { openBrowser } from './launch/open-browser.ts'
import { passSignals } from './launch/pass-signals.ts'
import { runServer } from './launch/run-server.ts'
import { linkFor, people, seedPeople } from './launch/seed-people.ts'
import { inProject, projectFolder } from './system/project.ts'

/** Kept from one run to the next; remove it to begin anew. */
const dataDir = inProject('data', 'dev')

/** Written after each build: browsers reload on it, and not in the middle of a build. */
const stampOf = (target: Target): string => inProject('dist', `${target}-built`)

const targetOf = ({ name }: Browser): Target => (name === 'Chromium' ? 'chrome' : 'firefox')

function compileServer(): () => void {
  const tsc = inProject('node_modules', 'typescript', 'bin', 'tsc')
  const args = [tsc, '-p', 'scripts', '--watch', '--preserveWatchOutput']
  const child = spawn(process.execPath, args, { cwd: projectFolder, stdio: 'inherit' })
  return () => void child.kill()
}

/** Starts the server and settles with its address and, while nobody has joined, with an invite. */
async function startServer() {
  let found: { url: string | undefined; invite: string | undefined } = { url: undefined, invite: undefined }
  let isReady = (): void => undefined
  const ready = new Promise<void>((resolve) => (isReady = resolve))
  const server = runServer(
    (line) => {
      found = {
        url: /listens on (http:\S+)/.exec(line)?.[1] ?? found.url,
        invite: /^Invite: (\S+)/.exec(line)?.[1] ?? found.invite,
      }
      if (line.startsWith('Data: ')) isReady()
    },
    { watch: true, env: { BACKCHANNEL_DATA_DIR: dataDir } },
  )
  await Promise.race([ready, server.ended])
  return { server, ...found }
}

/** Opens each browser that is there as one of the two people, and prints where the others are found. */
async function openBrowsers(): Promise<(() => void)[]> {
  const browsers = findBrowsers()
  const closers: (() => void)[] = []
  for (const [index, person] of people.entries()) {
    const link = await linkFor(person, dataDir)
    const browser = browsers[index]
    const folder = inProject('dist', targets[index] ?? 'chrome')
    if (browser === undefined) {
      console.log(`  ${person}: load ${folder} into a browser, then open ${link}`)
      continue
    }
    closers.push(openBrowser(browser, link, stampOf(targetOf(browser))).close)
    console.log(
      `  ${person}: ${browser.name}, in a throwaway profile; it reloads the extension after each build`,
    )
  }
  return closers
}

/**
 * `npm run dev`: a server with two people in a room, a browser for each, everything built again at each change. The builds are
 * the shipped ones: CRXJS's own development build opens every file to every page and keeps the worker alive.
 */
async function dev(): Promise<number> {
  for (const target of targets)
    await watchExtension(target, () => writeFileSync(stampOf(target), `${Date.now()}\n`))
  const stopCompiling = compileServer()
  const { server, url, invite } = await startServer()
  passSignals(server)
  let closers: (() => void)[] = []
  if (url !== undefined) {
    if (invite !== undefined) await seedPeople(invite)
    console.log(
      `\nDevelopment server: ${url}, room #general with ${people.join(' and ')}, data in ${dataDir}`,
    )
    closers = await openBrowsers()
  }
  const code = await server.ended
  stopCompiling()
  for (const close of closers) close()
  return code
}

process.exit(await dev())
