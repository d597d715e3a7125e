/** The one clock, serial queue and retry loop of the background. */
const backgroundTools = [
  'extension/background/clock.ts',
  'extension/background/serial-queue.ts',
  'extension/background/retry-loop.ts',
]

/**
 * Who may import what of ours, the most particular folder first: the first line whose folder holds a file is its rule.
 * A name is a folder or a file; a folder always may import itself. ARCHITECTURE.md explains the picture.
 */
export const importTable: readonly (readonly [from: string, may: readonly string[]])[] = [
  ['protocol', []],

  ['server/room', ['protocol']],
  ['server/people', ['protocol', 'server/room']],
  ['server/settings', ['protocol', 'server/room']],
  ['server/store', ['protocol', 'server/room', 'server/people', 'server/settings']],
  ['server/gateway', ['protocol', 'server/room', 'server/people', 'server/settings']],
  ['server', ['protocol', 'server']],

  ['extension/platform', ['extension/shared', 'extension/_locales']],
  ['extension/shared', ['protocol']],
  ['extension/background/clock.ts', ['protocol']],
  ['extension/background/serial-queue.ts', []],
  ['extension/background/retry-loop.ts', ['protocol', 'extension/background/clock.ts']],
  ['extension/background/channel', ['protocol', ...backgroundTools]],
  ['extension/background/journal', ['protocol', 'extension/shared', 'extension/background/channel']],
  ['extension/background/hub', ['protocol', 'extension/shared', ...backgroundTools]],
  ['extension/background/notifier', ['protocol', 'extension/shared', ...backgroundTools]],
  [
    'extension/background',
    ['protocol', 'extension/shared', 'extension/background', 'extension/platform', 'extension/content'],
  ],
  ['extension/ui', ['protocol', 'extension/shared', 'extension/platform', 'extension/icons']],
  ['extension/popup', ['protocol', 'extension/shared', 'extension/ui', 'extension/platform']],
  ['extension/welcome', ['protocol', 'extension/shared', 'extension/ui', 'extension/platform']],
  ['extension/options', ['protocol', 'extension/shared', 'extension/ui', 'extension/platform']],
  ['extension/toast', ['protocol', 'extension/shared', 'extension/ui', 'extension/platform']],
  ['extension/confirm', ['protocol', 'extension/shared', 'extension/ui', 'extension/platform']],
  ['extension/content', []],
  ['extension/manifest.ts', ['package.json']],

  ['scripts', []],
  ['vite.config.ts', ['extension/manifest.ts', 'scripts/extension', 'scripts/system']],
  ['eslint.config.js', []],
  ['test', ['protocol', 'server', 'extension', 'scripts', 'test', 'package.json', 'vite.config.ts']],
]

/** Packages that one place alone may import, so that one place alone has to know them. */
export const packageHomes: Readonly<Record<string, readonly string[]>> = {
  'socket.io-client': ['extension/background/channel/socket-transport.ts'],
  'webextension-polyfill': ['extension/platform'],
  idb: ['extension/background/journal'],
  'es-hangul': ['extension/ui/complete'],
  '@photostructure/sqlite': ['server/store/sqlite'],
}

/** Folders that these places alone may import, besides the tests: nothing else knows which kind of store there is. */
export const folderHomes: Readonly<Record<string, readonly string[]>> = {
  'server/store/sqlite': ['server/store/sqlite', 'server/locate-store.ts', 'server/writer-thread.ts'],
}
