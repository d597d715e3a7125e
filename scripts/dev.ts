import { spawn, type ChildProcess } from 'node:child_process'
import { buildExtension, targets } from './extension/build-extension.ts'
import { inProject, projectFolder } from './system/project.ts'

/**
 * `npm run dev`: builds again at each change of the extension (reload it in the browser then), compiles at each change
 * of the server, and restarts it. The builds are the shipped ones: CRXJS's own development build opens every file to
 * every page and keeps the worker alive.
 */
const run = (...args: string[]): ChildProcess =>
  spawn(process.execPath, args, { cwd: projectFolder, stdio: 'inherit' })

const children = [
  run(
    inProject('node_modules', 'typescript', 'bin', 'tsc'),
    '-p',
    'scripts',
    '--watch',
    '--preserveWatchOutput',
  ),
  run('--watch', '--watch-preserve-output', inProject('server', 'bin.js'), 'serve'),
]
for (const target of targets) await buildExtension(target, true)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal)
    process.exit(0)
  })
}
