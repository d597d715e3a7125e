import type { Removal } from '../harness/without-defence.ts'

/**
 * A server that acknowledges before it has stored: places and answers are the same, only what appends comes to the disk
 * 60 ms after its answer.
 */
export const lateCommit: readonly Removal[] = [
  {
    file: 'server/store/sqlite/committer.js',
    find: "database.exec('begin immediate');",
    put: "await globalThis.late; database.exec('begin immediate');",
  },
  {
    file: 'server/store/sqlite/committer.js',
    find: "database.exec('commit');",
    put: `if (!batch.some(({ name }) => name === 'append')) database.exec('commit');
          else globalThis.late = new Promise((resolve) => setTimeout(() => resolve(database.exec('commit')), 60));`,
  },
]
