import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnServer, type SpawnOptions } from '../../support/server/spawn-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { joinAndConnect, type TestClient } from '../../support/server/test-client.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause } from '../harness/fleet.ts'
import { serverWithout } from '../harness/without-defence.ts'
import type { Violation } from '../history/violation.ts'

interface Size {
  /** How many messages are written, edited and deleted. */
  messages: number
}

/** Texts that fit beside others into a page of the database, fill one, or need several. */
const LENGTHS = [20, 400, 3_900]
/** Every so many deletions the files are searched, so long after the last one, in ms. */
const SEARCH_EVERY = 10
const GONE_AFTER_MS = 1_000

const canary = (): string => `canary-${randomUUID()}`
const longText = (word: string, length: number): string => `${word} `.padEnd(length, 'x')

/** The words of that kind in the files of the folder. */
function canariesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const found = files.flatMap((file) => {
    const text = readFileSync(join(file.parentPath, file.name), 'latin1')
    return text.match(/canary-[\w-]{8}/g) ?? []
  })
  return [...new Set(found)]
}

/** Appends, or throws. Answers with the place. */
async function append(client: TestClient, kind: string, more: object): Promise<number> {
  const answer = await client.call('append', { room: 'general', id: randomUUID(), kind, ...more })
  if (!answer.ok) throw new Error(`${kind}: ${answer.error.message}`)
  return answer.value.seq
}

/** Reads all the time, as others of a room do. */
function readOn(client: TestClient): { end(): Promise<void> } {
  const ended = new AbortController()
  const reading = (async () => {
    while (!ended.signal.aborted) await client.call('range', { room: 'general', limit: 500 })
  })()
  return {
    end() {
      ended.abort()
      return reading
    },
  }
}

/** Writes messages, edits them and deletes them; searches the server's files while it runs, a backup of them, and what others read. */
async function deleteTexts(run: Run<Size>, options: SpawnOptions): Promise<Outcome> {
  // It writes faster than a person may.
  const server = await spawnServer({ ...options, env: { BACKCHANNEL_RATE_PER_SECOND: '0' } })
  run.onEnd(() => server.stop('SIGKILL'))
  const backups = tempFolder()
  run.onEnd(backups.remove)
  const [ann, bob] = await Promise.all(
    ['Ann', 'Bob'].map(async (name) => (await joinAndConnect(server.url, server.invite, name)).client),
  )
  if (ann === undefined || bob === undefined) throw new Error('nobody joined')
  const reading = readOn(bob)
  run.onEnd(async () => {
    await reading.end()
    for (const client of [ann, bob]) client.close()
  })
  const violations: Violation[] = []
  const search = (place: string, folder: string): void => {
    for (const word of canariesIn(folder))
      violations.push({ kind: 'leaked', what: `${place} holds ${word}, which was deleted` })
  }
  for (let count = 1; count <= run.size.messages; count += 1) {
    const [first, second] = [canary(), canary()].map((word) => ({
      text: longText(word, run.random.pick(LENGTHS)),
    }))
    const about = await append(ann, 'message', { body: first })
    await append(ann, 'edit', { about, body: second })
    await append(bob, 'message', { about, body: { text: 'a reply' } })
    await append(ann, 'delete', { about, body: {} })
    if (count % SEARCH_EVERY > 0) continue
    await pause(GONE_AFTER_MS)
    search('the data folder', server.dataDir)
  }
  const backup = await server.cli(['backup', join(backups.path, 'backup.db')])
  if (backup.code !== 0) throw new Error(backup.stderr)
  search('a backup', backups.path)
  const range = JSON.stringify(await bob.call('range', { room: 'general', limit: 500 }))
  if (range.includes('canary-'))
    violations.push({ kind: 'leaked', what: 'what others read holds what was deleted' })
  return { runs: run.size.messages, sends: run.size.messages * 4, violations, figures: [] }
}

faultRow<Size>({
  row: 'S15',
  fault:
    'deleted texts and their edits, searched for in the files of the server, in a backup and in what others read',
  sizes: { fast: { messages: 20 }, full: { messages: 500 } },
  timeout: 120_000,
  run: (run) => deleteTexts(run, {}),
  control: {
    without: 'overwriting, and emptying the write-ahead log',
    size: { messages: 20 },
    run: (run) => {
      const lax = serverWithout([
        {
          file: 'server/store/sqlite/database.js',
          find: 'pragma secure_delete = on;',
          put: 'pragma secure_delete = off;',
        },
        {
          file: 'server/store/sqlite/committer.js',
          find: 'log.emptySoon();',
          put: '',
        },
      ])
      run.onEnd(lax.remove)
      return deleteTexts(run, { program: lax.program })
    },
  },
})
