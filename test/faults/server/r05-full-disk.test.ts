import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openSocketTransport } from '../../../extension/background/channel/socket-transport.ts'
import type { OpenTransport } from '../../../extension/background/channel/transport.ts'
import type { SpawnOptions } from '../../support/server/spawn-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { waitFor } from '../../support/wait-for.ts'
import { sendsOf, untilCaughtUp } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { startFleet, type Fleet } from '../harness/fleet.ts'
import { serverWithout } from '../harness/without-defence.ts'

interface Size {
  rounds: number
}

const SPACE_MIB = 2
/** Room for what waits from the round before, and little enough that the next one fills it too. */
const GROWTH_MIB = 3

/** Another connection of the first client. */
async function readSome({ clients: [client] }: Fleet): Promise<{ ok: boolean }> {
  if (client === undefined) return { ok: false }
  let connected = false
  const reader = openSocketTransport(client.account, ({ type }) => void (connected ||= type === 'connected'))
  reader.open()
  await waitFor(() => connected, 'a reader is connected', 2_000).catch(() => undefined)
  const page = await reader.send('range', { room: 'general', limit: 10 })
  reader.close()
  return page
}

async function fillDisk(run: Run<Size>, server: SpawnOptions): Promise<Outcome> {
  const { history, size } = run
  const folder = tempFolder()
  run.onEnd(folder.remove)
  const disk = join(folder.path, 'disk')
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SPACE_MIB}m`, 'tmpfs', disk])
  run.onEnd(() => execFileSync('umount', ['-l', disk]))
  const answers: string[] = []
  const listening: OpenTransport = (address, listener) => {
    const transport = openSocketTransport(address, listener)
    return {
      ...transport,
      send: async (name, input) => {
        const answer = await transport.send(name, input)
        if (name === 'append' && !answer.ok) answers.push(answer.error.code)
        return answer
      },
    }
  }
  const client = () => ({ openTransport: listening })
  const fleet = await startFleet(run, { clients: 2, server: { ...server, dataDir: disk }, client })
  const long = 'It fills. '.repeat(390)

  let unread = 0
  let resumed = 0
  for (let round = 1; round <= size.rounds; round += 1) {
    answers.length = 0
    const full = (): boolean => answers.includes('storage_full')
    for (let sent = 0; sent < 1_000 && !full(); sent += 1) {
      for (const one of fleet.clients) await one.send('general', long)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    await waitFor(full, 'the disk is full', 3_000).catch(() => undefined)
    const page = await readSome(fleet)
    if (!page.ok || !full()) unread += 1

    execFileSync('mount', ['-o', `remount,size=${SPACE_MIB + GROWTH_MIB * round}m`, disk])
    const stored = (): number => history.events.filter(({ type }) => type === 'acknowledged').length
    const before = stored()
    const began = performance.now()
    await waitFor(() => stored() > before, 'writes resume', 6_000).catch(() => undefined)
    resumed = Math.max(resumed, stored() > before ? Math.round(performance.now() - began) : Infinity)
    await untilCaughtUp(fleet.clients, 8_000)
  }
  return {
    runs: size.rounds,
    sends: sendsOf(history),
    violations: await fleet.check(),
    figures: [
      { what: 'failed reads while full', value: unread, limit: 0, unit: 'in all' },
      { what: 'writes resumed', value: resumed, limit: 5_000, unit: 'ms' },
    ],
  }
}

faultRow<Size>({
  row: 'R5',
  fault: 'a disk of 2 MiB fills, then grows',
  needs: ['mount'],
  sizes: { fast: { rounds: 1 }, full: { rounds: 3 } },
  timeout: 120_000,
  run: (run) => fillDisk(run, {}),
  control: {
    without: 'a word for a full disk (taken for a broken one)',
    size: { rounds: 1 },
    takesLong: true,
    run: (run) => {
      const frightened = serverWithout([
        {
          file: 'server/store/sqlite/committer.js',
          find: "if (code === SQLITE_FULL)\n                throw new StoreError('full', messageOf(error));",
          put: "if (code === SQLITE_FULL) throw new StoreError('broken', messageOf(error));",
        },
      ])
      run.onEnd(frightened.remove)
      return fillDisk(run, { program: frightened.program })
    },
  },
})
