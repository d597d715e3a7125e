import type { Config } from '../config.ts'
import { locateStore } from '../locate-store.ts'
import type { DataCommand } from './commands/data-commands.ts'
import { parseCommand, report } from './parse-command.ts'

/** Runs a command that works on the data folder itself, beside a server or without one. */
export async function runData(
  config: Config,
  command: DataCommand,
  args: readonly string[],
): Promise<number> {
  const { flags, positionals } = parseCommand(command, args)
  return report(await command.run(locateStore(config.dataDir), flags, positionals), flags, command.print)
}
