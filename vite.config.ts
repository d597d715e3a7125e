import { crx } from '@crxjs/vite-plugin'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { manifest, type Target } from './extension/manifest.ts'

const inProject = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const target: Target = process.env['TARGET'] === 'firefox' ? 'firefox' : 'chrome'

/** The oldest browsers of the manifest. */
const oldest: Record<Target, string> = { chrome: 'chrome130', firefox: 'firefox140' }

/** One more than Vitest would take: a worker that only waits takes none of the machine. All projects of a group have the same. */
const workers = Math.max(availableParallelism(), 2)

/** Also what takes long. */
const full = process.env['BACKCHANNEL_FAULTS'] === 'full'

const page = (name: string): string => inProject(`./extension/${name}/index.html`)

/**
 * The toast's frame is loaded anew for each toast and has 400 ms in all. What it shares with other pages is copied into its
 * own file, or it would first have to read that file to know which others to ask for.
 */
const ownCopyForToast: Plugin = {
  name: 'own-copy-for-toast',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (importer === undefined || !/\/extension\/toast\/|\?toast$/.test(importer)) return null
    const found = await this.resolve(source, importer, { skipSelf: true })
    return found?.id.endsWith('.ts') === true ? `${found.id}?toast` : found
  },
}

export default defineConfig(({ command }) => ({
  // Vitest serves the project; a build's root is `extension/`, from which CRXJS resolves the manifest's paths.
  root: inProject(command === 'build' ? './extension' : '.'),
  publicDir: false,
  plugins: command === 'build' ? [ownCopyForToast, crx({ manifest: manifest(target), browser: target })] : [],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: inProject(`./dist/${target}`),
    emptyOutDir: true,
    target: oldest[target],
    // Stores read what they get: everything stays a file, under its own name, unminified.
    minify: false,
    cssMinify: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      // Pages that the manifest does not name as pages: they open in a tab, in a frame and in a small window.
      input: { welcome: page('welcome'), toast: page('toast'), confirm: page('confirm') },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [
            'test/browser/**',
            'test/architecture/**',
            'test/faults/{server,network,client,browser,attacks}/**',
          ],
          // The toast's frame is `about:blank` there; without this each one is a complaint.
          environmentOptions: { happyDOM: { settings: { enableIframePageLoading: true } } },
          // Longer than any wait inside a test, so that what was waited for is what is told.
          testTimeout: 30_000,
          maxWorkers: workers,
        },
      },
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
          // Two minutes in which nobody does anything, beside the unit tests; its name comes before theirs, and so does it.
          name: 'idle',
          include: ['test/browser/unattached.test.ts'],
          maxWorkers: workers,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          // These take minutes more: `BACKCHANNEL_FAULTS=full` runs them.
          exclude: ['test/browser/unattached.test.ts', ...(full ? [] : ['**/*.full.test.ts'])],
          // A browser takes a core and the focus of its display: one file after the other, when the rest is done.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/{server,network,client,browser,attacks}/**/*.test.{ts,tsx}'],
          // These have no small size: `npm run faults` alone runs them.
          exclude: full ? [] : ['**/*.full.test.ts'],
          // Each row takes the machine for itself: its figures are times.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
}))
