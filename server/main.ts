import { runCommandLine } from './cli/command-line.ts'

/** Called by bin.js with what follows the program's name; resolves to the exit code, once a server has ended too. */
export const main = (args: readonly string[]): Promise<number> => runCommandLine(args)
