import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** `npm run bench`: times, which are printed and never judged. No test. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/bench/*.bench.ts'],
    fileParallelism: false,
    testTimeout: 20 * 60_000,
    hookTimeout: 60_000,
  },
})
