import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { waitFor } from '../../support/wait-for.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause } from '../harness/fleet.ts'
import type { LiedTo } from './lied-to.ts'
import { lies, truth } from './lies.ts'
import { startLyingServer } from './lying-server.ts'

interface Size {
  /** Of each lie, ms. */
  lasts: number
}

interface Defence {
  file: string
  find: string
  put: string
}

/** V8 collects late where it has room. With this heap a client that holds on to what it is sent ends, and one that does not lives. */
const SMALL_HEAP = ['--max-old-space-size=64', '--max-semi-space-size=4']

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The client's code as one program, perhaps with one defence taken out of it. */
async function buildClient(run: Run<Size>, without?: Defence): Promise<string> {
  const parent = join(root, 'dist/faults')
  mkdirSync(parent, { recursive: true })
  const outDir = mkdtempSync(join(parent, 'client-'))
  run.onEnd(() => rmSync(outDir, { recursive: true, force: true }))
  let taken = 0
  const takeOut = (code: string, id: string) => {
    if (without === undefined || !id.endsWith(without.file) || !code.includes(without.find)) return null
    taken += 1
    return code.replace(without.find, () => without.put)
  }
  await build({
    ...{ root, configFile: false, logLevel: 'silent' },
    plugins: [{ name: 'without-defence', enforce: 'pre', transform: takeOut }],
    build: { ssr: 'test/faults/client/lied-to.ts', outDir, minify: false },
  })
  if (without !== undefined && taken !== 1) throw new Error(`"${without.find}" was not taken out`)
  return join(outDir, 'lied-to.js')
}

async function beLiedTo(run: Run<Size>, without?: Defence): Promise<Outcome> {
  const server = await startLyingServer()
  run.onEnd(server.close)
  const program = await buildClient(run, without)
  const client = fork(program, [server.url], { stdio: 'inherit', execArgv: [...SMALL_HEAP] })
  run.onEnd(() => client.kill('SIGKILL'))
  let ended: number | null | undefined
  let said: LiedTo | undefined
  let ready = false
  client.on('exit', (code) => (ended = code))
  client.on('message', (message) => {
    if (message === 'ready') ready = true
    else said = message as LiedTo
  })
  const report = async (after: string): Promise<LiedTo | undefined> => {
    said = undefined
    if (ended !== undefined) return undefined
    client.send('report')
    await waitFor(
      () => said !== undefined || ended !== undefined,
      `the client answers after: ${after}`,
      15_000,
    )
    return said
  }

  await waitFor(() => ready, 'the client runs')
  let asked = 0
  let longest = 0
  const reports: (LiedTo & { lie: string })[] = []
  for (const lie of lies) {
    server.counts()
    const begun = server.attack(lie)
    const connecting = setInterval(() => ended === undefined && client.send('connect'), 20)
    await Promise.race([begun, pause(2_000)])
    await pause(run.size.lasts)
    if (lie.untilStopped)
      await waitFor(async () => ((await report(lie.name))?.stopped ?? 1) > 0, 'a stop', 5_000).catch(
        () => undefined,
      )
    clearInterval(connecting)
    const counts = [...server.counts()].filter(([name]) => name !== 'range')
    asked = Math.max(asked, ...counts.map(([, count]) => count))
    server.rest()
    const now = await report(lie.name)
    if (now) reports.push({ ...now, lie: lie.name })
    longest = Math.max(longest, now?.name ?? 0)
  }
  const worst = reports.toSorted((a, b) => b.rss - a.rss)[0]
  const resyncs = Math.max(...reports.map((one) => one.resyncs))
  const foreign = reports.filter(({ link }) => link !== undefined && !link.startsWith(`${server.url}/join#b`))
  const links = reports.filter(({ link }) => link !== undefined)
  const waiting = Math.min(...reports.map((one) => one.waiting))

  void server.attack(truth)
  let last: LiedTo | undefined
  const began = performance.now()
  await waitFor(
    async () => {
      if (ended !== undefined) return true
      client.send('connect')
      client.send('retry')
      last = await report(truth.name)
      return last?.level === true && last.rooms === 1 && last.waiting === 0
    },
    'it has what is true',
    20_000,
  ).catch(() => undefined)
  const healed = last?.level === true && last.waiting === 0 ? Math.round(performance.now() - began) : Infinity
  return {
    runs: lies.length,
    sends: 3,
    violations: ended === undefined ? [] : [{ kind: 'behind', what: `the client ended with ${ended}` }],
    figures: [
      { what: `memory (most: ${worst?.lie})`, value: worst?.rss ?? Infinity, limit: 150, unit: 'MB' },
      { what: 'resyncs of a room', value: resyncs, limit: 3, unit: 'times' },
      {
        what: 'not stopped visibly',
        value: reports.some(({ stopped }) => stopped > 0) ? 0 : 1,
        limit: 0,
        unit: 'rooms',
      },
      { what: 'commands of a kind while one lie lasted', value: asked, limit: 60, unit: 'commands' },
      { what: 'longest name', value: longest, limit: 64, unit: 'characters' },
      { what: 'links that lead elsewhere', value: foreign.length, limit: 0, unit: `of ${links.length}` },
      { what: 'lost from the outbox', value: 3 - waiting, limit: 0, unit: 'messages' },
      { what: 'level with the truth', value: healed, limit: 15_000, unit: 'ms' },
    ],
  }
}

faultRow<Size>({
  row: 'P4',
  fault: 'a server lies in every way, as fast as it can',
  sizes: { fast: { lasts: 250 }, full: { lasts: 5_000 } },
  timeout: 180_000,
  run: (run) => beLiedTo(run),
  control: {
    without: 'a limit on how often a log may be replaced',
    size: { lasts: 250 },
    run: (run) =>
      beLiedTo(run, {
        file: 'channel/sync.ts',
        find: 'export const REPLACED_MAX = 3',
        put: 'export const REPLACED_MAX = Infinity',
      }),
  },
})
