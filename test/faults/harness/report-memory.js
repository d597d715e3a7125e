import process from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into a server by `--import`. On SIGWINCH, which the server ignores, it collects garbage and prints what is
 * left as one line of stderr: `memory <bytes>`. RSS would not do: it also counts memory that is free again.
 */
if (isMainThread) {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  process.on('SIGWINCH', () => {
    collect()
    collect()
    const { heapUsed, external } = process.memoryUsage()
    process.stderr.write(`memory ${heapUsed + external}\n`)
  })
}
