import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { askAdmin } from '../../support/server/ask-admin.ts'
import { spawnServer, type SpawnedServer, type SpawnOptions } from '../../support/server/spawn-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { joinAs, newAttempt } from '../../support/server/test-client.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { serverWithout } from '../harness/without-defence.ts'
import type { Violation } from '../history/violation.ts'
import { askHttp } from './ask-http.ts'
import { openListening } from './listening-device.ts'
import { findIn, findInFiles, findInTables, type Secrets } from './poison/find-secrets.ts'
import { checkLists, checkLog, sendHostileLines } from './poison/hostile-lines.ts'
import { poisonClient } from './poison/poison-client.ts'
import { poisonServer } from './poison/poison-server.ts'

interface Size {
  /** How often each poison and each line is sent. */
  times: number
}

const reportPrototypes = fileURLToPath(new URL('../harness/report-prototypes.js', import.meta.url))

/** Requests that are wrong, with secrets where they belong and where they do not. */
async function askWrongly(server: SpawnedServer, secrets: Secrets): Promise<string[]> {
  const answers: string[] = []
  for (const secret of Object.values(secrets)) {
    const authorization = `Bearer ${secret}`
    const json = { 'content-type': 'application/json', authorization }
    const joinBy = (body: string, headers: Record<string, string> = json) =>
      askHttp(server.port, { method: 'POST', path: `/api/join?auth=${secret}`, headers, body })
    const asked = [
      await joinBy('{'),
      await joinBy(JSON.stringify({ invite: secret })),
      await joinBy(JSON.stringify({ invite: secret, attempt: newAttempt(), name: '' })),
      await joinBy(JSON.stringify({ invite: `${secret}x`, attempt: newAttempt(), name: 'X' })),
      await joinBy(secret, { 'content-type': 'text/plain', authorization }),
      await askHttp(server.port, { path: `/nowhere?${secret}`, headers: { authorization } }),
      await askHttp(server.port, { path: `/join%zz?${secret}`, headers: { authorization } }),
      await askHttp(server.port, {
        path: '/metrics',
        headers: { authorization: `${authorization}x`, via: 'x' },
      }),
    ]
    answers.push(...asked.map(({ text }) => text))
    const device = await openListening(server.port, `${secret}x`, { waits: false })
    await device.until(() => false)
    answers.push(...device.heard.map(({ text }) => text))
  }
  return answers
}

/** A person with everything that is secret, and a message. */
async function startSecrets(server: SpawnedServer, metricsToken: string) {
  const { token } = await joinAs(server.url, server.invite, 'Ann')
  const text = `text-${randomBytes(12).toString('hex')}`
  const device = await openListening(server.port, token)
  await device.ask('append', { room: 'general', id: newAttempt(), kind: 'message', body: { text } })
  const added = await device.ask('add-browser', {})
  const link = added?.ok === true ? (added.value as { link: string }).link : ''
  device.close()
  const { link: invite } = await askAdmin(server, 'invite', {
    rooms: ['general'],
    uses: 1_000,
    expiresAt: null,
  })
  const { token: script } = await askAdmin(server, 'token-create', { person: 'Ann', label: 'script' })
  const secretOf = (url: string): string => new URL(url).hash.slice(1)
  const secrets: Secrets = {
    token,
    'token of a script': script,
    'first invite': secretOf(server.invite),
    invite: secretOf(invite),
    'link for another browser': secretOf(link),
    'token for metrics': metricsToken,
  }
  return { secrets, text, token, invite: secretOf(invite) }
}

async function attack(run: Run<Size>, options: SpawnOptions): Promise<Outcome> {
  const { size, random, onEnd } = run
  const folder = tempFolder()
  onEnd(folder.remove)
  const backups = tempFolder()
  onEnd(backups.remove)
  const metricsToken = randomBytes(24).toString('hex')
  const env = {
    ...{ BACKCHANNEL_RATE_PER_SECOND: '0', BACKCHANNEL_CONNECTIONS_PER_ADDRESS: '0', LOG_LEVEL: 'debug' },
    ...{ TRUSTED_PROXIES: '127.0.0.1', BACKCHANNEL_METRICS_TOKEN: metricsToken },
    NODE_OPTIONS: `--import ${reportPrototypes}`,
  }
  const server = await spawnServer({ ...options, env, dataDir: folder.path })
  onEnd(() => server.stop('SIGKILL'))
  const { secrets, text, token, invite } = await startSecrets(server, metricsToken)
  const violations: Violation[] = []
  let sent = 0
  for (let times = 0; times < size.times; times += 1) {
    const poisoned = await poisonServer(server, { token, secret: invite, random })
    const hostile = await sendHostileLines(server, token, invite)
    violations.push(...poisoned.violations, ...hostile.violations)
    sent += poisoned.sent + hostile.sent
  }
  violations.push(...(await poisonClient(run)), ...(await checkLists(server)))
  const answers = await askWrongly(server, secrets)
  const backup = join(backups.path, 'backup.db')
  await server.cli(['backup', backup])
  const all: Secrets = { ...secrets, 'text of a message': text }
  violations.push(
    ...answers.flatMap((answer) => findIn('an error', answer, all)),
    ...findInFiles(server.dataDir, secrets),
    ...findInFiles(backups.path, secrets),
    ...findInTables(backup, { text }),
    ...findIn('the log', server.stderr(), all),
    ...checkLog(server),
  )
  const { code } = await server.stop()
  if (code !== 0) violations.push({ kind: 'broken', what: `the server ended with ${code}` })
  return { runs: sent, sends: answers.length, violations, figures: [] }
}

faultRow<Size>({
  row: 'S10',
  fault: 'poisoned objects, escapes in every text, and secrets that are looked for everywhere',
  sizes: { fast: { times: 1 }, full: { times: 20 } },
  timeout: 300_000,
  run: (run) => attack(run, {}),
  control: {
    without: 'the hash of secrets',
    size: { times: 0 },
    run: (run) => {
      const open = serverWithout([
        {
          file: 'server/people/secret.js',
          find: "createHash('sha256').update(secret).digest('hex')",
          put: 'secret',
        },
      ])
      run.onEnd(open.remove)
      return attack(run, { program: open.program })
    },
  },
})
