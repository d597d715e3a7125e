import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { tempFolder } from '../../support/server/temp-folder.ts'
import { sendsOf, untilCaughtUp } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { startFleet, type Fleet } from '../harness/fleet.ts'
import { readLogs } from '../history/read-logs.ts'
import type { Violation } from '../history/violation.ts'

interface Size {
  /** Messages before the backup, and as many after it. */
  messages: number
}

async function sendAll(fleet: Fleet, count: number, from = 0): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    for (const client of fleet.clients.slice(from)) await client.send('general')
  }
}

/** Two clients are ahead of the backup that comes back while they are away; a third one writes on. */
async function restoreUnder(
  run: Run<Size>,
  putBack: (fleet: Fleet, backup: string) => Promise<unknown>,
): Promise<Outcome> {
  const { history, size } = run
  const folder = tempFolder()
  run.onEnd(folder.remove)
  const backup = join(folder.path, 'backup.db')
  const fleet = await startFleet(run, { clients: 3 })
  await sendAll(fleet, size.messages)
  await untilCaughtUp(fleet.clients)
  await fleet.server().cli(['backup', backup])
  await sendAll(fleet, size.messages)
  await untilCaughtUp(fleet.clients)
  history.recordLogs(readLogs(fleet.dataDir))

  const away = fleet.clients.slice(0, 2)
  for (const client of away) await client.close()
  await fleet.server().stop()
  // Queued without a server, for a log that will not be there any more.
  for (const client of away) await client.send('general')
  await putBack(fleet, backup)
  await fleet.startAgain()
  await untilCaughtUp(fleet.clients.slice(2), 10_000)
  await sendAll(fleet, size.messages * 4, 2)
  for (const client of away) await client.restart()
  const current = await untilCaughtUp(fleet.clients, 10_000)
  const silent: Violation[] = fleet.clients
    .filter((client) => client.channel().room('general')?.saved().reloaded !== true)
    .map(({ name }) => ({
      kind: 'disagreement',
      what: `${name} went on with another log and did not say so`,
    }))
  return {
    runs: 1,
    sends: sendsOf(history),
    violations: [...(await fleet.check()), ...silent],
    figures: [{ what: 'clients current', value: current, limit: 5_000, unit: 'ms' }],
  }
}

faultRow<Size>({
  row: 'R7',
  fault: 'an old backup is restored under clients that are ahead',
  sizes: { fast: { messages: 10 }, full: { messages: 100 } },
  timeout: 60_000,
  run: (run) => restoreUnder(run, (fleet, backup) => fleet.server().cli(['restore', backup, '--force'])),
  control: {
    without: 'new logIds (the file is put back by hand)',
    size: { messages: 10 },
    run: (run) =>
      restoreUnder(run, async ({ dataDir }, backup) => {
        for (const part of ['-wal', '-shm']) rmSync(join(dataDir, `backchannel.db${part}`), { force: true })
        copyFileSync(backup, join(dataDir, 'backchannel.db'))
      }),
  },
})
