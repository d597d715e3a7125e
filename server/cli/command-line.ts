import { readConfig } from '../config.ts'
import { OpenError } from '../store/store.ts'
import { adminCommands } from './commands/admin-commands.ts'
import { dataCommands } from './commands/data-commands.ts'
import { help } from './help.ts'
import { runAdmin } from './run-admin.ts'
import { runData } from './run-data.ts'
import { complain, print } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Runs one command line. What goes wrong is one line on stderr that says what to change, and exit code 1. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h') || args[0] === 'help') {
    print(help)
    return 0
  }
  try {
    return await run(args)
  } catch (error) {
    complain(sentenceOf(error))
    return 1
  }
}

async function run(args: readonly string[]): Promise<number> {
  const config = readConfig(process.env)
  if (!config.ok) throw new UsageError(config.error.message)
  const [first = '', second = ''] = args
  if (first === 'serve') {
    // Loaded here, so that the short commands need not wait for a web server that they do not use.
    const { serve } = await import('./serve.ts')
    return serve(config.value, args.slice(1))
  }
  const data = dataCommands[first]
  if (data !== undefined) return runData(config.value, data, args.slice(1))
  const two = second.startsWith('-') ? undefined : adminCommands[`${first} ${second}`]
  if (two !== undefined) return runAdmin(config.value, two, args.slice(2))
  const person = args.some((arg) => /^--person(=|$)/.test(arg))
  const one = adminCommands[first === 'invite' && person ? 'invite --person' : first]
  if (one !== undefined) return runAdmin(config.value, one, args.slice(1))
  const given = first === '' ? 'a command is missing' : `there is no command "${args.slice(0, 2).join(' ')}"`
  throw new UsageError(`${given}: see backchannel --help`)
}

/** What Node says of an address that it could not listen on; `hostname` where it could not be looked up. */
type ListenError = Error & { code?: string; port?: number; address?: string; hostname?: string }

/** Expected failures as they are; of any other the message alone, without its stack. */
function sentenceOf(error: unknown): string {
  if (error instanceof UsageError || error instanceof OpenError) return error.message
  if (!(error instanceof Error)) return String(error)
  const { code, port, address, hostname } = error as ListenError
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${address} is in use: stop the program that has it, or set PORT to another one.`
  }
  if (code === 'EACCES' && port !== undefined) {
    return `Port ${port} may not be used by this user: set PORT to one above 1023.`
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `HOST ${address ?? hostname} is not an address of this machine: set HOST to 127.0.0.1 or 0.0.0.0.`
  }
  if (code?.startsWith('ERR_PARSE_ARGS')) return `${error.message.split('. ')[0]}: see backchannel --help`
  return error.message
}
