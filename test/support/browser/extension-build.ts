import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from '../../../scripts/system/project.ts'
import type { BrowserName } from './browser-under-test.ts'

/** The folder that `npm run build` makes for a browser. */
export function extensionBuild(browser: BrowserName): string {
  const folder = inProject('dist', browser === 'chromium' ? 'chrome' : 'firefox')
  if (!existsSync(join(folder, 'manifest.json')))
    throw new Error(`${folder} is missing: run "npm run build" first`)
  return folder
}

interface Permissions {
  permissions: string[]
  optional_permissions: string[]
  optional_host_permissions: string[]
}

/** Copies a build to `copy` and makes the manifest's optional permissions required ones; nothing else changes. */
export function copyWithPermissions(build: string, copy: string): void {
  cpSync(build, copy, { recursive: true })
  const path = join(copy, 'manifest.json')
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Permissions & Record<string, unknown>
  const { optional_permissions: permissions, optional_host_permissions: hosts, ...rest } = manifest
  writeFileSync(
    path,
    JSON.stringify({
      ...rest,
      permissions: [...manifest.permissions, ...permissions],
      host_permissions: hosts,
    }),
  )
}
