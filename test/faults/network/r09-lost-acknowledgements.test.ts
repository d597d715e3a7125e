import { randomUUID } from 'node:crypto'
import { openSocketTransport } from '../../../extension/background/channel/socket-transport.ts'
import { spawnServer, type SpawnOptions } from '../../support/server/spawn-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { waitFor } from '../../support/wait-for.ts'
import { sendsOf } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { startProxy } from '../harness/proxy.ts'
import { joinForAccount } from '../harness/recorded-client.ts'
import { serverWithout } from '../harness/without-defence.ts'
import { checkHistory } from '../history/check-history.ts'
import { readLogs } from '../history/read-logs.ts'
import type { Violation } from '../history/violation.ts'

interface Size {
  messages: number
}

const TRIES = 5
const room = 'general'

async function sendAgainAndAgain(run: Run<Size>, options: SpawnOptions): Promise<Outcome> {
  const { history, size } = run
  const folder = tempFolder()
  run.onEnd(folder.remove)
  const env = { BACKCHANNEL_RATE_PER_SECOND: '0' }
  const server = await spawnServer({ ...options, dataDir: folder.path, env })
  run.onEnd(() => server.stop())
  const proxy = await startProxy(() => run.random.next())
  run.onEnd(proxy.close)
  proxy.to(server.port)
  const account = await joinForAccount(server.invite, 'Client')
  history.record('client', { type: 'started', person: account.me.id, rooms: [] })
  let connected = false
  const transport = openSocketTransport({ ...account, server: proxy.url }, ({ type }) => {
    if (type === 'connected') connected = true
    if (type === 'lost') connected = false
  })
  run.onEnd(() => transport.close())
  const ids = Array.from({ length: size.messages }, () => randomUUID())
  for (const id of ids) {
    history.record('client', { type: 'sending', room, id, text: id })
    history.record('client', { type: 'queued', room, id })
  }

  /** Sends all of them, in order, without waiting between. Answers with the seqs. */
  async function sendAll(): Promise<(number | undefined)[]> {
    const answers = ids.map(async (id) => {
      const answer = await transport.send('append', { room, id, kind: 'message', body: { text: id } })
      if (!answer.ok) return undefined
      history.record('client', { type: 'acknowledged', room, id, ...answer.value })
      return answer.value.seq
    })
    return Promise.all(answers)
  }
  const stored = (): number => readLogs(folder.path)[0]?.keys.length ?? 0

  for (let attempt = 1; attempt < TRIES; attempt += 1) {
    transport.open()
    await waitFor(() => connected, 'the client is connected')
    proxy.line.deafClients = true
    const answers = sendAll()
    await waitFor(() => stored() >= size.messages, 'the server has stored them')
    await new Promise((resolve) => setTimeout(resolve, 200))
    proxy.cut()
    proxy.line.deafClients = false
    await answers
    await waitFor(() => !connected, 'the line is cut')
  }
  transport.open()
  await waitFor(() => connected, 'the client is connected')
  const [fifth, sixth] = [await sendAll(), await sendAll()]
  const moved: Violation[] = ids
    .filter((_, index) => fifth[index] === undefined || fifth[index] !== sixth[index])
    .map((id) => ({ kind: 'duplicate', what: `${id} was answered with two places` }))
  history.recordLogs(readLogs(folder.path))
  const count = history.logs[0]?.entries.filter((entry) => entry.kind === 'message').length ?? 0
  return {
    runs: TRIES,
    sends: sendsOf(history),
    violations: [...checkHistory(history, { level: false }), ...moved],
    figures: [{ what: 'entries', value: count, limit: size.messages, unit: 'in the log' }],
  }
}

faultRow<Size>({
  row: 'R9',
  fault: 'acknowledgements get lost: each message is tried 5 times (one node)',
  sizes: { fast: { messages: 200 }, full: { messages: 1_000 } },
  timeout: 120_000,
  run: (run) => sendAgainAndAgain(run, {}),
  control: {
    without: 'the memory of ids',
    size: { messages: 50 },
    run: (run) => {
      const forgetful = serverWithout([
        {
          file: 'server/store/sqlite/queries/log-transaction.js',
          find: 'findExistingSeq: async (room, device, id) => sql.findExistingSeq.get(room, device, id),',
          put: 'findExistingSeq: async () => undefined,',
        },
        {
          file: 'server/store/sqlite/queries/log-transaction.js',
          find: 'insert into entry_keys',
          put: 'insert or ignore into entry_keys',
        },
      ])
      run.onEnd(forgetful.remove)
      return sendAgainAndAgain(run, { program: forgetful.program })
    },
  },
})
