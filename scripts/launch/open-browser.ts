import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProject } from '../system/project.ts'
import type { Browser } from './find-browser.ts'

export interface OpenBrowser {
  /** Settles when its windows are closed or it could not be started: with an exit code. */
  ended: Promise<number>
  close(): void
}

/** Chromium's sandbox refuses to work for root. */
const asRoot = process.getuid?.() === 0 ? ['--arg=--no-sandbox'] : []

const launchArguments = ({ name, program }: Browser): string[] =>
  name === 'Chromium'
    ? [
        '--target=chromium',
        `--chromium-binary=${program}`,
        `--source-dir=${inProject('dist', 'chrome')}`,
        ...asRoot,
      ]
    : ['--target=firefox-desktop', `--firefox=${program}`, `--source-dir=${inProject('dist', 'firefox')}`]

/**
 * Opens an address in a throwaway profile that has the extension. With `reloadOn` the extension is reloaded whenever that
 * file changes. web-ext runs as a process of its own: it handles
 * signals its own way, and no fault in it may end the server.
 */
export function openBrowser(browser: Browser, url: string, reloadOn?: string): OpenBrowser {
  const webExt = inProject('node_modules', 'web-ext', 'bin', 'web-ext.js')
  const reload = reloadOn === undefined ? '--no-reload' : `--watch-file=${reloadOn}`
  const options = [reload, '--no-input', `--start-url=${url}`, ...launchArguments(browser)]
  const folder = mkdtempSync(join(tmpdir(), 'backchannel-profile-'))
  const child = spawn(process.execPath, [webExt, 'run', ...options], {
    stdio: 'ignore',
    // It leaves its profile behind when it is interrupted.
    env: { ...process.env, TMPDIR: folder, TEMP: folder },
    detached: process.platform !== 'win32',
  })
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 0))
  }).finally(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  return { ended, close: () => void child.kill('SIGINT') }
}
