import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { PING, rawFrame } from '../../support/server/raw-frame.ts'
import { ATTACKER, openWebSocketLine, repeated } from '../../support/server/raw-line.ts'
import { connectPacket, upgradeRequest } from '../../support/server/raw-socket.ts'
import { spawnServer, type SpawnedServer, type SpawnOptions } from '../../support/server/spawn-server.ts'
import { connectClient, joinAs, type TestClient } from '../../support/server/test-client.ts'
import { faultRow, type Figure, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause } from '../harness/fleet.ts'
import { serverWithout } from '../harness/without-defence.ts'
import { watchServer } from './watch-server.ts'

interface Size {
  /** How long each flood lasts, ms. */
  floodMs: number
  /** How many connections one address tries to hold open. */
  strangers: number
  /** Of how long others wait, in percent: of a few hundred acknowledgements one pause of the machine is the worst 2 %. */
  percentile: 95 | 99
}

/** An acknowledgement that takes less, in ms, is as good as one at once. */
const SOON_MS = 10
/** Each flood once for so long before memory is looked at, ms. */
const WARM_UP_MS = 200
/** So many members go on chatting. */
const OTHERS = 4
/** So many frames are written at a time. */
const AT_A_TIME = 500

const signIn = (token: string): Buffer => rawFrame(connectPacket(token))

const attacks: readonly ['stranger' | 'member', Buffer][] = [
  ['stranger', signIn('x'.repeat(43))],
  ['stranger', rawFrame(`40/${'n'.repeat(2_000)},`)],
  ['stranger', rawFrame('p'.repeat(125), { opcode: PING })],
  ['member', rawFrame('421["rooms",{}]')],
  ['member', rawFrame('42["append",{}]')],
  ['member', rawFrame('421["range",{"room":"general","limit":500}]')],
]

/** Writes one frame as fast as the line takes it, on one connection after the other as they are ended; answers how many. */
async function flood(run: Run<Size>, { port }: SpawnedServer, what: Buffer, first?: Buffer): Promise<number> {
  const worker = new Worker(new URL('./flood-thread.js', import.meta.url), {
    workerData: {
      port,
      address: ATTACKER,
      request: upgradeRequest(),
      first: first ?? Buffer.alloc(0),
      bytes: repeated(AT_A_TIME, what),
      ms: run.size.floodMs,
    },
  })
  run.onEnd(() => worker.terminate())
  const [{ written }] = (await once(worker, 'message')) as [{ written: number }]
  return Math.round(written / what.length)
}

/** Opens as many connections as asked and sends nothing on them; answers how many are open at the end. */
async function holdOpen(run: Run<Size>, server: SpawnedServer): Promise<number> {
  const lines = await Promise.all(
    Array.from({ length: run.size.strangers }, () => openWebSocketLine(server.port)),
  )
  run.onEnd(() => lines.forEach((line) => line.close()))
  return lines.filter((line) => !line.ended()).length
}

/** How long acknowledgements take honest members, ms: each sends a message every 25 ms. */
async function acknowledgements(clients: readonly TestClient[], ms: number): Promise<number[]> {
  return (await Promise.all(clients.map((client) => acknowledgementsOf(client, ms)))).flat()
}

async function acknowledgementsOf(client: TestClient, ms: number): Promise<number[]> {
  const end = performance.now() + ms
  const taken: number[] = []
  while (performance.now() < end) {
    const began = performance.now()
    const answer = await client.append('hello', randomUUID())
    if (!answer.ok) throw new Error(answer.error.message)
    taken.push(performance.now() - began)
    await pause(25)
  }
  return taken
}

const worst = (taken: number[], percentile: number): number =>
  taken.sort((a, b) => a - b)[Math.floor((taken.length * percentile) / 100)] ?? Infinity

async function floods(run: Run<Size>, options: SpawnOptions): Promise<Outcome> {
  const { floodMs, percentile } = run.size
  const server = await spawnServer(options)
  run.onEnd(() => server.stop('SIGKILL'))
  const bad = await joinAs(server.url, server.invite, 'Mallory')
  const others: TestClient[] = []
  run.onEnd(() => others.forEach((client) => client.close()))
  for (let count = 0; count < OTHERS; count += 1) {
    const { token } = await joinAs(server.url, server.invite, `honest ${count}`)
    others.push(await connectClient(server.url, token))
  }
  await acknowledgements(others, 500)
  const watch = watchServer(server)
  run.onEnd(watch.stop)
  // Code that runs for the first time takes memory too, whoever has it run.
  for (const [, attack] of attacks)
    await flood({ ...run, size: { ...run.size, floodMs: WARM_UP_MS } }, server, attack)
  await watch.begin()
  const figures: Figure[] = []
  let sends = 0
  const strangers = await holdOpen(run, server)
  figures.push({ what: 'strangers of one address held open', value: strangers, limit: 100, unit: 'lines' })
  const times: Record<'quiet' | 'stranger' | 'member', number[]> = { quiet: [], stranger: [], member: [] }
  for (const [who, attack] of attacks) {
    // Beside each other in time, since the machine may be busier at one moment than at another.
    times.quiet.push(...(await acknowledgements(others, floodMs)))
    const first = who === 'member' ? signIn(bad.token) : undefined
    const [written, taken] = await Promise.all([
      flood(run, server, attack, first),
      acknowledgements(others, floodMs),
    ])
    sends += written
    times[who].push(...taken)
  }
  const quiet = Math.max(worst(times.quiet, percentile), SOON_MS)
  for (const who of ['stranger', 'member'] as const) {
    const ratio = Math.round((worst(times[who], percentile) / quiet) * 10) / 10
    figures.push({
      what: `others' p${percentile} while a ${who} floods`,
      value: ratio,
      limit: 3,
      unit: 'times',
    })
  }
  figures.push(...watch.figures())
  return { runs: attacks.length + 1, sends, violations: [], figures }
}

faultRow<Size>({
  row: 'S12',
  fault: 'floods without a token and with one, by who does not read what is answered',
  sizes: {
    fast: { floodMs: 600, strangers: 300, percentile: 95 },
    full: { floodMs: 10_000, strangers: 3_000, percentile: 99 },
  },
  timeout: 240_000,
  run: (run) => floods(run, {}),
  control: {
    without: 'the end of who breaks a limit',
    size: { floodMs: 200, strangers: 300, percentile: 95 },
    run: (run) => {
      const patient = serverWithout([
        {
          file: 'server/gateway/socket/guard-connection.js',
          find: 'options.onCut(reason);\n        end();',
          put: 'options.onCut(reason);',
        },
        {
          file: 'server/gateway/connections/limit-connections.js',
          find: 'tcp.destroy();\n    });',
          put: 'tcp.resume();\n    });',
        },
        {
          file: 'server/gateway/connections/limit-connections.js',
          find: 'leaving.has(request.socket) ||',
          put: 'true ||',
        },
      ])
      run.onEnd(patient.remove)
      return floods(run, { program: patient.program, env: { BACKCHANNEL_RATE_PER_SECOND: '0' } })
    },
  },
})
