import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipFolder } from '../../../../scripts/extension/zip-folder.ts'
import { extensionId } from './preferences.ts'

/** Puts a build into a profile for good: what a driver installs is gone with its storage when the browser ends. */
export function sideLoad(profile: string, build: string): void {
  mkdirSync(join(profile, 'extensions'), { recursive: true })
  writeFileSync(join(profile, 'extensions', `${extensionId}.xpi`), zipFolder(build))
}
