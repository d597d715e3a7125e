import { answerCommits } from './store/sqlite/thread-committer.ts'
import { writes } from './writes.ts'

/** The entry of the writer's thread. */
answerCommits(writes.apply)
