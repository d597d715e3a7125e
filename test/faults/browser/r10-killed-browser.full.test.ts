import { browserNames, type BrowserName } from '../../support/browser/browser-under-test.ts'
import { sendsOf } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause } from '../harness/fleet.ts'
import { extensionWithout } from '../harness/without-defence.ts'
import { outboxOnDisk, slowest, startBrowserStage, type BrowserStage } from './browser-stage.ts'

interface Size {
  kills: number
}

/** What the popup showed as waiting is nowhere but on this machine's disk. */
async function killWhileItWaits({ mina, line, cut }: BrowserStage, text: string, run: Run<Size>) {
  line.blackhole = true
  cut()
  await mina.write(text)
  await mina.send(text)
  await mina.allShown()
  await pause(run.random.int(0, 100))
  await mina.kill()
  line.blackhole = false
}

/** Between Enter and the answer: what was not shown may be in the log once, or not at all. */
async function killAtAnyMoment({ mina, line }: BrowserStage, text: string, run: Run<Size>) {
  line.lateMs = run.random.int(0, 80)
  await mina.write(text)
  await mina.send(text)
  await pause(run.random.int(0, 250))
  await mina.kill()
  line.lateMs = 0
}

async function killAgainAndAgain(run: Run<Size>, name: BrowserName, extension?: string): Promise<Outcome> {
  const stage = await startBrowserStage(run, name, extension)
  const { mina } = stage
  const firsts: string[] = []
  for (let count = 0; count < run.size.kills; count += 1) {
    const kill = count % 2 === 0 ? killWhileItWaits : killAtAnyMoment
    await kill(stage, `before ${count}`, run)
    await mina.startAgain()
    const first = `after ${count}`
    await mina.write(first)
    await mina.send(first)
    firsts.push(first)
    await mina.allShown()
  }
  const { level, violations } = await stage.end()
  return {
    runs: run.size.kills,
    sends: sendsOf(run.history),
    violations,
    figures: [
      { what: 'first send after the start', value: slowest(run.history, firsts), limit: 2_000, unit: 'ms' },
      { what: 'caught up at the end', value: level, limit: 10_000, unit: 'ms' },
    ],
  }
}

for (const name of browserNames) {
  faultRow<Size>({
    row: 'R10',
    fault: `the browser is killed with a message that waits, and started again, in ${name}`,
    sizes: { full: { kills: 6 } },
    timeout: 240_000,
    run: (run) => killAgainAndAgain(run, name),
    control: {
      without: 'the outbox on the disk',
      size: { kills: 1 },
      run: (run) => {
        const copy = extensionWithout(name, outboxOnDisk)
        run.onEnd(copy.remove)
        return killAgainAndAgain(run, name, copy.path)
      },
    },
  })
}
