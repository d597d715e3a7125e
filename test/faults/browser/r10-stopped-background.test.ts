import { browserNames, type BrowserName } from '../../support/browser/browser-under-test.ts'
import { sendsOf } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause } from '../harness/fleet.ts'
import { extensionWithout } from '../harness/without-defence.ts'
import { outboxOnDisk, slowest, startBrowserStage, type BrowserStage } from './browser-stage.ts'

interface Size {
  stops: number
}

type Stop = (stage: BrowserStage, text: string, run: Run<Size>) => Promise<void>

/** Somewhere between Enter and the answer, on a line that takes its time. */
const atAnyMoment: Stop = async ({ mina, line }, text, { random }) => {
  line.lateMs = random.int(0, 80)
  await mina.write(text)
  await mina.send(text)
  await pause(random.int(0, 250))
  await mina.browser().stopBackground()
}

/** It was never on its way: the disk alone has it for the next background. */
const withoutConnection: Stop = async (stage, text, run) => {
  stage.line.blackhole = true
  stage.cut()
  await stopWaiting(stage, text, run)
}

/** It is on its way, and so may arrive after what the next background sends. */
const insideOfADeadLine: Stop = async (stage, text, run) => {
  stage.line.blackhole = true
  await stopWaiting(stage, text, run)
}

const stopWaiting: Stop = async ({ mina, line }, text, { random }) => {
  await mina.write(text)
  await mina.send(text)
  await mina.allShown()
  await pause(random.int(0, 100))
  await mina.browser().stopBackground()
  await pause(random.int(0, 100))
  line.blackhole = false
}

/** No page is open that would wake it again: the person does, later. */
const behindAClosedPopup: Stop = async ({ mina, line }, text, { random }) => {
  line.lateMs = random.int(0, 80)
  await mina.write(text)
  await mina.send(text)
  await mina.allShown()
  await mina.closePopup()
  await mina.browser().stopBackground()
  await pause(random.int(0, 500))
  await mina.openPopup()
}

const stops: readonly Stop[] = [withoutConnection, atAnyMoment, behindAClosedPopup, insideOfADeadLine]

async function stopAgainAndAgain(run: Run<Size>, name: BrowserName, extension?: string): Promise<Outcome> {
  const stage = await startBrowserStage(run, name, extension)
  const { mina, line } = stage
  const firsts: string[] = []
  for (let count = 0; count < run.size.stops; count += 1) {
    // Each kind has its turn, so that a small run has them all.
    await stops[count % stops.length]?.(stage, `before ${count}`, run)
    await pause(run.random.int(0, 200))
    const first = `after ${count}`
    await mina.write(first)
    await mina.send(first)
    firsts.push(first)
    await mina.allShown()
    await pause(run.random.int(0, 300))
  }
  line.lateMs = 0
  const { level, violations } = await stage.end()
  return {
    runs: run.size.stops,
    sends: sendsOf(run.history),
    violations,
    figures: [
      { what: 'first send after waking', value: slowest(run.history, firsts), limit: 2_000, unit: 'ms' },
      { what: 'caught up at the end', value: level, limit: 10_000, unit: 'ms' },
    ],
  }
}

for (const name of browserNames) {
  faultRow<Size>({
    row: 'R10',
    fault: `the background is stopped at random moments while the person sends, in ${name}`,
    sizes: { fast: { stops: 4 }, full: { stops: 50 } },
    timeout: 400_000,
    run: (run) => stopAgainAndAgain(run, name),
    control: {
      without: 'the outbox on the disk',
      size: { stops: 2 },
      takesLong: true,
      run: (run) => {
        const copy = extensionWithout(name, outboxOnDisk)
        run.onEnd(copy.remove)
        return stopAgainAndAgain(run, name, copy.path)
      },
    },
  })
}
