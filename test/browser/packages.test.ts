import { readdirSync, readFileSync } from 'node:fs'
import { unzipSync, strFromU8 } from 'fflate'
import { cmd } from 'web-ext'
import { describe, expect, it } from 'vitest'
import { inProject } from '../../scripts/system/project.ts'

interface Manifest {
  permissions: string[]
  optional_permissions: string[]
  optional_host_permissions: string[]
  web_accessible_resources: { resources: string[]; matches: string[]; use_dynamic_url?: boolean }[]
  key?: string
}

function manifestOf(name: string): Manifest & Record<string, unknown> {
  const files = unzipSync(readFileSync(inProject('dist', 'packages', name)))
  return JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) as Manifest &
    Record<string, unknown>
}

const packages = readdirSync(inProject('dist', 'packages')).sort()

it('there are three packages', () => {
  expect(packages).toEqual([
    'backchannel-chrome-store.zip',
    'backchannel-chrome.zip',
    'backchannel-firefox.zip',
  ])
})

describe.each(packages)('%s', (name) => {
  const manifest = manifestOf(name)

  it('asks for what installs without a warning, and for nothing else', () => {
    expect([...manifest.permissions].sort()).toEqual(['activeTab', 'alarms', 'scripting'])
    expect(manifest.optional_permissions).toEqual(['notifications'])
    expect(manifest.optional_host_permissions).toEqual(['<all_urls>'])
    for (const absent of ['host_permissions', 'content_scripts', 'externally_connectable', 'sandbox']) {
      expect(manifest).not.toHaveProperty(absent)
    }
  })

  it("opens the toast's page to the web, and no other file", () => {
    const toast = { matches: ['<all_urls>'], resources: ['toast/index.html'] }
    expect(manifest.web_accessible_resources).toEqual([
      name.includes('chrome') ? { ...toast, use_dynamic_url: true } : toast,
    ])
  })

  it('has a key only where it fixes the id of what people load themselves', () => {
    expect('key' in manifest).toBe(name === 'backchannel-chrome.zip')
  })
})

describe('web-ext lint', () => {
  it('finds no errors in the Firefox build', async () => {
    const sourceDir = inProject('dist', 'firefox')
    const { errors } = await cmd.lint(
      { sourceDir, output: 'none', selfHosted: false },
      { shouldExitProgram: false },
    )
    expect(errors).toEqual([])
  })
})
