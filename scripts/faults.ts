import { parseArgs } from 'node:util'
import { inProject } from './system/project.ts'
import { faultParts, providePrograms } from './system/provide-programs.ts'
import { readyBrowsers } from './system/ready-browsers.ts'
import { runChild } from './system/run-child.ts'

const usage = `npm run faults                          every row at its full size
npm run faults -- --small               every row at its small size
npm run faults -- --row R10             one row
npm run faults -- --row R10 --seed 7    one row as it was with that seed
npm run faults -- --write               and put the table, or that one row of it, into docs/guarantees.md`

interface FaultOptions {
  row: string | undefined
  seed: string
  size: 'small' | 'full'
  write: boolean
}

/** Undefined when something is wrong with what was typed. */
function readOptions(args: readonly string[]): FaultOptions | undefined {
  try {
    const [word, yes] = [{ type: 'string' }, { type: 'boolean' }] as const
    const options = { row: word, seed: word, small: yes, write: yes } as const
    const {
      row,
      seed = String(Math.floor(Math.random() * 2 ** 31)),
      small = false,
      write = false,
    } = parseArgs({ args: [...args], options }).values
    // The table holds what was measured at full size.
    if (small && write) return undefined
    if (row !== undefined && !/^[PRS]\d+$/i.test(row)) return undefined
    return /^\d{1,10}$/.test(seed) ? { row, seed, size: small ? 'small' : 'full', write } : undefined
  } catch {
    return undefined
  }
}

/** The files of a row begin with its name: R9 is `r09-…`. */
const filesOf = (row: string): string => `/${row.slice(0, 1).toLowerCase()}${row.slice(1).padStart(2, '0')}-`

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2))
  if (options === undefined) {
    console.error(usage)
    return 2
  }
  const { row, seed, size, write } = options
  await providePrograms(faultParts)
  if (!(await readyBrowsers('The faults'))) return 1

  console.log(`Seed ${seed}${row === undefined ? '' : `, ${row} alone`}`)
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=./test/faults/report/table-reporter.ts']
  const only = row === undefined ? [] : [filesOf(row)]
  return runChild(
    process.execPath,
    [vitest, 'run', '--project', 'faults', '--project', 'faults-alone', ...reporters, ...only],
    {
      BACKCHANNEL_FAULTS: size,
      BACKCHANNEL_FAULTS_SEED: seed,
      ...(write ? { BACKCHANNEL_FAULTS_WRITE: '1' } : {}),
    },
  )
}

process.exitCode = await main()
