import { randomUUID } from 'node:crypto'
import { startChannel, type Channel } from '../../../../extension/background/channel/channel.ts'
import type { Journal } from '../../../../extension/background/channel/journal.ts'
import { createIndexedDbJournal } from '../../../../extension/background/journal/indexed-db-journal.ts'
import { openDatabase, type Database } from '../../../../extension/background/journal/open-database.ts'
import type { Clock } from '../../../../extension/background/clock.ts'
import type { Token } from '../../../../server/people/people-store.ts'
import { silentListener } from '../../../support/channel/silent-listener.ts'
import type { CarriedLine } from './carried-line.ts'

/** Makes of the journal that ships one without a defence, for a control. */
export type Weaken = (journal: Journal, database: Database) => Journal

/** The channel that ships on the journal that ships, in one browser of a person. */
export interface KillableClient {
  person: Token
  line: CarriedLine
  channel(): Channel
  journal(): Journal
  /** The background ends between any two transactions, and another begins on the same database. */
  kill(): Promise<void>
  /** The person has another browser, which holds nothing. */
  replace(): Promise<void>
  close(): Promise<void>
}

export async function startKillableClient(
  person: Token,
  line: CarriedLine,
  clock: Clock,
  weaken: Weaken,
): Promise<KillableClient> {
  let name = randomUUID()
  let life = await start()

  async function start() {
    const database = await openDatabase(name)
    const killable = createKillableJournal(weaken(createIndexedDbJournal(database), database))
    const channel = await startChannel({
      account: { server: 'https://chat.example', token: person.id, me: person.person },
      journal: killable.journal,
      clock: killable.clock(clock),
      openTransport: line.openTransport,
      hasNetwork: () => true,
      offlineSince: undefined,
      listener: silentListener,
    })
    return { database, killable, channel }
  }

  /** What it began in the database ends by itself: a transaction is whole or not at all. */
  function end(): void {
    life.killable.die()
    void life.channel.close()
    life.database.close()
  }

  return {
    person,
    line,
    channel: () => life.channel,
    journal: () => life.killable.journal,
    kill: async () => {
      end()
      life = await start()
    },
    replace: async () => {
      end()
      name = randomUUID()
      life = await start()
    },
    close: async () => {
      await life.channel.close()
      life.database.close()
    },
  }
}

/** A journal whose owner may die: from then on none of its transactions begins, and nobody hears of one that did. */
function createKillableJournal(journal: Journal) {
  let isDead = false
  const never = new Promise<never>(() => undefined)
  const orNever = (value: unknown): unknown => (isDead ? never : value)
  const killable = new Proxy(journal, {
    get: (target, name: keyof Journal) => {
      const method = target[name] as (...args: unknown[]) => unknown
      return (...args: unknown[]) => (isDead ? never : Promise.resolve(method(...args)).then(orNever))
    },
  })
  return {
    journal: killable,
    die: () => {
      isDead = true
    },
    clock: (clock: Clock): Clock => ({
      ...clock,
      after: (ms, run) =>
        clock.after(ms, () => {
          if (!isDead) run()
        }),
    }),
  }
}
