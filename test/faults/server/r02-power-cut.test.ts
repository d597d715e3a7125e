import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SpawnOptions } from '../../support/server/spawn-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { sendsOf, untilCaughtUp } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause, startFleet } from '../harness/fleet.ts'
import { serverWithout } from '../harness/without-defence.ts'
import { checkSends } from '../history/checks/check-sends.ts'
import { readLogs } from '../history/read-logs.ts'
import type { Violation } from '../history/violation.ts'

interface Size {
  cuts: number
}

const MEGABYTES = 64

function mount(run: Run<unknown>, image: string, at: string): void {
  mkdirSync(at, { recursive: true })
  execFileSync('mount', ['-o', 'loop', image, at])
  run.onEnd(() => execFileSync('umount', [at]))
}

/**
 * A disk is a file that is mounted. What the file holds while the server is frozen is what would be on a disk that lost its
 * power: all that was flushed, and of the rest what the kernel happened to have written.
 */
async function cutPower(run: Run<Size>, server: SpawnOptions): Promise<Outcome> {
  const { history, random, size } = run
  const folder = tempFolder()
  run.onEnd(folder.remove)
  const image = join(folder.path, 'disk')
  execFileSync('truncate', ['-s', `${MEGABYTES}M`, image])
  execFileSync('mkfs.ext4', ['-q', image])
  const disk = join(folder.path, 'mounted')
  mount(run, image, disk)
  const dataDir = join(disk, 'data')
  mkdirSync(dataDir)
  const fleet = await startFleet(run, { clients: 3, server: { ...server, dataDir } })

  const violations: Violation[] = []
  for (let cut = 1; cut <= size.cuts; cut += 1) {
    const stop = fleet.sendAllTheTime(5)
    await pause(random.int(400, 1_200))
    process.kill(fleet.server().pid, 'SIGSTOP')
    // What it had answered before is still on its way to the clients.
    await pause(50)
    const before = history.events.filter((event) => event.type === 'acknowledged')
    const copy = join(folder.path, `copy-${cut}`)
    copyFileSync(image, copy)
    process.kill(fleet.server().pid, 'SIGCONT')
    await stop()
    const after = join(folder.path, `after-${cut}`)
    mount(run, copy, after)
    violations.push(...checkSends(before, readLogs(join(after, 'data'))))
  }
  await untilCaughtUp(fleet.clients)
  return {
    runs: size.cuts,
    sends: sendsOf(history),
    violations: [...violations, ...(await fleet.check())],
    figures: [],
  }
}

faultRow<Size>({
  row: 'R2',
  fault: 'the power is cut: the disk as it is while the server is frozen',
  needs: ['mount'],
  sizes: { fast: { cuts: 2 }, full: { cuts: 10 } },
  timeout: 120_000,
  run: (run) => cutPower(run, {}),
  control: {
    without: 'the flush at each commit (synchronous = normal)',
    size: { cuts: 4 },
    run: (run) => {
      const normal = serverWithout([
        {
          file: 'server/store/sqlite/database.js',
          find: 'pragma synchronous = full',
          put: 'pragma synchronous = normal',
        },
      ])
      run.onEnd(normal.remove)
      return cutPower(run, { program: normal.program })
    },
  },
})
