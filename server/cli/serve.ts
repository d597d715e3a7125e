import { FIRST_DAYS, FIRST_USES } from '../first-start.ts'
import closeWithGrace from 'close-with-grace'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { isLoopback } from '../../protocol/invite-link.ts'
import type { Config } from '../config.ts'
import { createServer, type RunningServer } from '../create-server.ts'
import { complain, print } from './terminal.ts'

/** What is accepted is finished within this time, or dropped unacknowledged: whoever stops the server waits 10 s. */
const DRAIN_MS = 8000

/** How long a process whose disk has failed goes on, so that its clients get the answers that say so. */
const LAST_WORDS_MS = 200

const STDERR = 2

/** Runs the server until a signal ends it. What people read goes to stdout, the log as JSON to stderr. */
export async function serve(config: Config, args: readonly string[]): Promise<number> {
  parseArgs({ args: [...args], options: {}, allowPositionals: false })
  const log = pino({ level: config.logLevel }, pino.destination({ fd: STDERR, sync: true }))
  const server = await createServer(config, {
    log,
    writerThread: new URL('../writer-thread.js', import.meta.url),
    onBroken(error) {
      complain(
        `The data folder ${config.dataDir} cannot be written any more (${error.message}): nothing since was accepted. Check the disk, then start again.`,
      )
      setTimeout(() => process.exit(1), LAST_WORDS_MS)
    },
  })
  // A rule of one request that fails is that request's affair: the others go on.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a request failed, unhandled'))
  const ended = new Promise<void>((resolve) => {
    closeWithGrace(
      { delay: DRAIN_MS, logger: false, skip: ['unhandledRejection'] },
      async ({ signal, err }) => {
        if (err !== undefined) log.fatal({ err }, 'ended by an error')
        else log.info({ signal }, 'stopping')
        await server.close()
        resolve()
      },
    )
  })
  // Not before: whoever reads that it is up may end it at once.
  print(greeting(server, config))
  await ended
  return 0
}

const firstInviteTerms = `Up to ${FIRST_USES} people can use it within ${FIRST_DAYS} days. While nobody has, each start revokes it and prints a new one.`

function greeting({ url, publicUrl, invite }: RunningServer, config: Config): string {
  const lines = [`Backchannel listens on ${url}`]
  if (invite === undefined) lines.push('Invite somebody: node server/bin.js invite')
  else lines.push(`Invite: ${invite}`, firstInviteTerms)
  const { protocol, hostname } = new URL(publicUrl)
  if (isLoopback(hostname)) {
    lines.push(
      'Invites work on this computer only: to let others in, set PUBLIC_URL to your https:// address.',
    )
  } else if (protocol === 'http:') {
    lines.push('Invites will be refused: the extension wants https:// beyond this computer. Set PUBLIC_URL.')
  }
  return [...lines, `Data: ${config.dataDir}`].join('\n')
}
