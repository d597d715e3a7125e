import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** `npm run screenshots`: the pictures of the documentation. No test: it writes into docs/images. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/screenshots/*.shot.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
