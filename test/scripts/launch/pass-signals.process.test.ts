import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { inProject } from '../../../scripts/system/project.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { waitFor } from '../../support/wait-for.ts'

const built = (name: string): string => JSON.stringify(inProject('dist/node/scripts/launch', name))

/** What `npm start` does with its server, without the builds before it. */
const program = `
  const { runServer } = await import(${built('run-server.js')})
  const { passSignals } = await import(${built('pass-signals.js')})
  const server = runServer(() => undefined)
  passSignals(server)
  process.exitCode = await server.ended
`

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('the server ends with its start at %s', async (signal) => {
  const folder = tempFolder()
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env: { ...process.env, BACKCHANNEL_DATA_DIR: folder.path, PORT: '0' },
  })
  let output = ''
  child.stdout.on('data', (data: Buffer) => (output += String(data)))
  const ended = new Promise((resolve) => child.once('close', (code, by) => resolve([code, by])))
  await waitFor(() => output.includes('Data: '), 'the start')
  const url = /listens on (\S+)/.exec(output)?.[1] ?? ''
  expect((await fetch(`${url}/health`)).status).toBe(200)
  child.kill(signal)
  const end = await ended
  const alive = await fetch(`${url}/health`).then(
    () => true,
    () => false,
  )
  expect([end, alive]).toEqual([[0, null], false])
  folder.remove()
})
