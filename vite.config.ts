import { crx } from '@crxjs/vite-plugin'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { manifest, type Target } from './extension/manifest.ts'
import { composedInjections } from './scripts/extension/compose-injected.ts'
import { ByEnvironment } from './scripts/system/by-environment.ts'

const inProject = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const target: Target = process.env['TARGET'] === 'firefox' ? 'firefox' : 'chrome'

/** The oldest browsers of the manifest. */
const oldest: Record<Target, string> = { chrome: 'chrome130', firefox: 'firefox140' }

/** One more than Vitest would take: a worker that only waits takes none of the machine. All projects of a group have the same. */
const workers = Math.max(availableParallelism(), 2)

/** `full`: also what takes long, and each row of faults with the machine for itself. `small`: all rows, at their small size. */
const faults = process.env['BACKCHANNEL_FAULTS']
const full = faults === 'full'

/** Rows of faults that `npm test` runs at their small size: seconds each, and no browser. The others: `npm run faults`. */
const rowsOfEveryRun = [
  'p04',
  'r02',
  'r03',
  'r07',
  'r09',
  'r25',
  's01',
  's02',
  's03',
  's04',
  's05',
  's06',
  's10',
  's11',
  's15',
]

const rows = faults === undefined ? `{${rowsOfEveryRun.join()}}-` : ''

/** Rows whose figures are how long others wait, or how large a process grows: nothing runs beside them, at no size. */
const aloneRows = ['r14', 'r22', 's12', 's13'].map((row) => `test/faults/**/${row}-*.test.ts`)

/** Starts the built server, the built command line or the built writer's thread. Only `npm test` runs it. */
const processProject = {
  name: 'process',
  include: ['test/**/*.process.test.ts'],
  testTimeout: 120_000,
  hookTimeout: 60_000,
  maxWorkers: workers,
}

/** How long something takes: of many runs the fastest, with nothing beside it. */
const speedProject = {
  name: 'speed',
  include: ['test/**/*.speed.test.ts'],
  maxWorkers: 1,
  // When all the rest is done.
  sequence: { groupOrder: 3 },
}

/** What the project of unit tests leaves to others. */
const ofOtherProjects = [
  'test/browser/**',
  'test/architecture/**',
  'test/faults/{server,network,client,browser,attacks}/**',
  '**/*.process.test.ts',
  '**/*.speed.test.ts',
]

/** Pure steps, parts of the background and the server, and pages in happy-dom: the inner loop. */
const unitProject = {
  name: 'unit',
  include: ['test/**/*.test.{ts,tsx}'],
  exclude: ofOtherProjects,
  // The toast's frame is `about:blank` there; without this each one is a complaint.
  environmentOptions: { happyDOM: { settings: { enableIframePageLoading: true } } },
  // Modules are read once in each process. A file that wants a module anew says so.
  isolate: false,
  setupFiles: ['test/support/own-databases.ts'],
  alias: { 'webextension-polyfill': inProject('./test/support/browser-of-test.ts') },
  // Longer than any wait inside a test, and than a busy machine takes to start several servers one after the other.
  testTimeout: 120_000,
  hookTimeout: 60_000,
  maxWorkers: workers,
}

/** What each project of tests is judged by; see test/support/promised.ts. */
const judged = (alone: boolean) => ({ BACKCHANNEL_ALONE: alone ? '1' : '' })

const page = (name: string): string => inProject(`./extension/${name}/index.html`)

/**
 * The background and the toast's frame are read anew at each start, the frame for each toast, and it has 400 ms in all. The popup is
 * opened all day: in one file it is smaller by 4 KB, since what is alike in it is compressed together. Each has
 * its own copy of what it shares with other pages, in its own file: in a shared one it would read what only others need, and the
 * frame would first have to read its own file to know which others to ask for.
 */
const ownCopies: Plugin = {
  name: 'own-copies',
  enforce: 'pre',
  async resolveId(source, importer) {
    // What Vite made by itself has no file.
    if (source.startsWith('\0')) return null
    const owner = /\/extension\/(background|popup|toast)\/|\?(background|popup|toast)$/.exec(importer ?? '')
    const suffix = owner?.[1] ?? owner?.[2]
    if (suffix === undefined) return null
    const found = await this.resolve(source, importer, { skipSelf: true })
    return found && /\.m?[jt]sx?$/.test(found.id) ? { ...found, id: `${found.id}?${suffix}` } : found
  },
}

/** CRXJS takes the manifest's own module out of the bundle, and leaves its source map there. */
const noMapOfManifest: Plugin = {
  name: 'no-map-of-manifest',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const name of Object.keys(bundle))
      if (/crx-manifest.*\.map$/.test(name)) Reflect.deleteProperty(bundle, name)
  },
}

/** The extension speaks WebSocket alone: the other transports of Engine.IO stay out of the background. */
const webSocketAlone: Plugin = {
  name: 'websocket-alone',
  enforce: 'pre',
  resolveId(source, importer = '') {
    if (source !== './transports/index.js' || !importer.includes('/engine.io-client/')) return null
    return join(dirname(importer), 'transports/websocket-alone.js')
  },
  load(id) {
    if (!/\/transports\/websocket-alone\.js(\?|$)/.test(id)) return null
    return `import { WS } from './websocket.js'\nexport const transports = { websocket: WS }\n`
  },
}

export default defineConfig(({ command }) => ({
  // Vitest serves the project; a build's root is `extension/`, from which CRXJS resolves the manifest's paths.
  root: inProject(command === 'build' ? './extension' : '.'),
  publicDir: false,
  plugins:
    command === 'build'
      ? [
          composedInjections,
          ownCopies,
          webSocketAlone,
          crx({ manifest: manifest(target), browser: target }),
          noMapOfManifest,
        ]
      : [],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: inProject(`./dist/${target}`),
    emptyOutDir: true,
    target: oldest[target],
    // The background is read and compiled each time that the browser starts it, and the toast for each card. Stores take minified
    // code with source maps beside it.
    minify: true,
    cssMinify: true,
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      // Says so of the one package that does not say it itself: what nobody imports of it is left out.
      treeshake: { moduleSideEffects: [{ test: /engine\.io-client/, sideEffects: false }] },
      // Pages that the manifest does not name as pages: they open in a tab, in a frame and in a small window.
      input: { welcome: page('welcome'), toast: page('toast'), confirm: page('confirm') },
    },
  },
  test: {
    sequence: { sequencer: ByEnvironment },
    // Those of a group begin in the order of their names.
    projects: [
      {
        extends: true,
        test: {
          // Two minutes in which nobody does anything: it begins first, and all others run beside it.
          name: 'alive',
          include: ['test/browser/unattached.test.ts'],
          maxWorkers: workers,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          // These take minutes more: `BACKCHANNEL_FAULTS=full` runs them, each with the machine for itself.
          exclude: ['test/browser/unattached.test.ts', ...(full ? [] : ['**/*.full.test.ts'])],
          // A toast has 400 ms to show: with two browsers at a time on two cores a system notification took its place now and then.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          env: judged(full),
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: [`test/faults/{server,network,client,browser,attacks}/**/${rows}*.test.{ts,tsx}`],
          // The others have no small size, or a project of their own.
          exclude: full ? aloneRows : ['**/*.full.test.ts', ...aloneRows],
          maxWorkers: faults === undefined ? workers : 1,
          sequence: { groupOrder: 2 },
          env: judged(faults !== undefined),
        },
      },
      { extends: true, test: processProject },
      { extends: true, test: speedProject },
      { extends: true, test: unitProject },
      {
        extends: true,
        test: {
          name: 'architecture',
          include: ['test/architecture/**/*.test.ts'],
          maxWorkers: workers,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults-alone',
          include: faults === undefined ? [] : aloneRows,
          maxWorkers: 1,
          // When all the rest is done.
          sequence: { groupOrder: 3 },
          env: judged(true),
        },
      },
    ],
  },
}))
