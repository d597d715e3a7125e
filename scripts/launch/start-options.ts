import { parseArgs } from 'node:util'

export const startHelp = `npm start -- [--no-open]

Builds the extension for both browsers, starts the server and prints an invite link. Where a display and Chromium or
Firefox are found, it opens the link there, in a throwaway profile with the extension loaded.

  --no-open   print how to load the extension and open nothing
  --help      this text

Settings are environment variables: PORT, HOST, BACKCHANNEL_DATA_DIR, PUBLIC_URL, ... (see README.md)`

export type StartOptions = { ok: true; help: boolean; open: boolean } | { ok: false; message: string }

export function startOptions(args: readonly string[]): StartOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { 'no-open': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    return { ok: true, help: values.help === true, open: values['no-open'] !== true }
  } catch {
    return { ok: false, message: `"${args.join(' ')}" is not understood. Try "npm start -- --help".` }
  }
}
