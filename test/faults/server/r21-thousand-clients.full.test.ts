import { readFileSync } from 'node:fs'
import { openSocketTransport } from '../../../extension/background/channel/socket-transport.ts'
import type { OpenTransport } from '../../../extension/background/channel/transport.ts'
import { connectionsSoFar } from '../../support/browser/server-metrics.ts'
import { spawnServer, type SpawnedServer } from '../../support/server/spawn-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { closeHistory, sendsOf, untilCaughtUp } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { joinForAccount, startRecordedClient, type RecordedClient } from '../harness/recorded-client.ts'

interface Size {
  clients: number
}

/** So many at a time join and connect: what is tried is the restart, not the first day. */
const AT_A_TIME = 20

async function startCrowd(
  run: Run<Size>,
  server: SpawnedServer,
  openTransport: OpenTransport,
): Promise<RecordedClient[]> {
  const { history, size } = run
  const made = await server.cli(['invite', '--uses', String(size.clients)])
  const link = /http\S+/.exec(made.stdout)?.[0]
  if (link === undefined) throw new Error(`No invite: ${made.stderr}`)
  const numbers = Array.from({ length: size.clients }, (_, index) => index + 1)
  // All join before the first one listens: or each would hear of each.
  const accounts = await inTurns(numbers, (number) => joinForAccount(link, `client ${number}`))
  const clients = await inTurns(accounts, (account) =>
    startRecordedClient({ history, name: account.me.name, account, openTransport }),
  )
  run.onEnd(() => Promise.all(clients.map((client) => client.close())))
  return clients
}

/** A thousand people do not come from one address, but here they do. */
const oneAddress = { BACKCHANNEL_CONNECTIONS_PER_ADDRESS: '0' }

async function inTurns<T, R>(all: readonly T[], start: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (let from = 0; from < all.length; from += AT_A_TIME) {
    done.push(...(await Promise.all(all.slice(from, from + AT_A_TIME).map(start))))
  }
  return done
}

/** Attempts that came to nothing since `since` was set: the server had their handshakes, and counts those it answered. */
interface InVain {
  since: boolean
  attempts: number
}

const counting =
  (inVain: InVain): OpenTransport =>
  (address, listener) => {
    let open = false
    const transport = openSocketTransport(address, (event) => {
      if (event.type === 'connected' && open) inVain.attempts -= 1
      if (event.type !== 'ping' && event.type !== 'push') open = false
      listener(event)
    })
    return {
      ...transport,
      open: () => {
        open = inVain.since
        if (open) inVain.attempts += 1
        transport.open()
      },
    }
  }

/** Gives an attempt 100 ms, and tries again every 250 ms for ever. */
const impatient =
  (open: OpenTransport): OpenTransport =>
  (address, listener) => {
    let timers: NodeJS.Timeout[] = []
    const stopTimers = (): void => timers.forEach(clearTimeout)
    let transport = open(address, () => undefined)
    const attempt = (): void => {
      let connected = false
      transport.close()
      const mine = open(address, (event) => {
        if (event.type === 'lost' && !connected) return
        if (event.type === 'connected') stopTimers()
        connected ||= event.type === 'connected'
        listener(event)
      })
      transport = mine
      stopTimers()
      timers = [setTimeout(() => mine.close(), 100), setTimeout(attempt, 250)]
      mine.open()
    }
    return {
      open: attempt,
      send: (name, input) => transport.send(name, input),
      close: () => {
        stopTimers()
        transport.close()
      },
    }
  }

async function restartUnder(
  run: Run<Size>,
  open: (counted: OpenTransport) => OpenTransport,
): Promise<Outcome> {
  const { history, size } = run
  const folder = tempFolder()
  run.onEnd(folder.remove)
  const first = await spawnServer({ dataDir: folder.path, env: oneAddress })
  run.onEnd(() => first.stop('SIGKILL'))
  const inVain: InVain = { since: false, attempts: 0 }
  const clients = await startCrowd(run, first, open(counting(inVain)))
  await untilCaughtUp(clients, 30_000)

  await first.stop('SIGKILL')
  // What is written while it is away is what all have to come caught up with.
  for (const client of clients.slice(0, 10)) await client.send('general')
  const server = await spawnServer({ dataDir: folder.path, env: { ...oneAddress, PORT: String(first.port) } })
  run.onEnd(() => server.stop('SIGKILL'))
  inVain.since = true
  const current = await untilCaughtUp(clients, 12_000)
  const handshakes = (await connectionsSoFar(server.url)) + inVain.attempts
  const memory = mostMemory(server.pid)
  return {
    runs: 1,
    sends: sendsOf(history),
    violations: await closeHistory(history, clients, folder.path),
    figures: [
      { what: 'all current', value: current, limit: 10_000, unit: 'ms' },
      { what: 'handshakes', value: handshakes / size.clients, limit: 1.5, unit: 'a client' },
      { what: 'RSS at most', value: memory, limit: 400, unit: 'MB' },
    ],
  }
}

/** The most that the process ever held, in MB. */
function mostMemory(pid: number): number {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round((Number(kibibytes) * 1_024) / 1_000_000)
}

faultRow<Size>({
  row: 'R21',
  fault: 'the server is killed (SIGKILL) and started again under 1,000 clients',
  sizes: { full: { clients: 1_000 } },
  timeout: 180_000,
  run: (run) => restartUnder(run, (counted) => counted),
  control: {
    without: 'patience with an attempt and between attempts',
    size: { clients: 1_000 },
    run: (run) => restartUnder(run, impatient),
  },
})
