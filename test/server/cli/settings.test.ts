import { expect, it } from 'vitest'
import { runCommandHere } from '../../support/server/run-command-here.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'

it.each([
  [{ PORT: '80x' }, /PORT must be a number from 0 to 65535; it is "80x"/],
  [{ PORT: '70000' }, /PORT must be a number/],
  [{ HOST: '' }, /HOST must not be empty/],
  [{ PUBLIC_URL: 'chat.example.org' }, /PUBLIC_URL must be an address such as https:/],
  [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL must be one of/],
  [{ TRUSTED_PROXIES: '127.0.0.1, proxy' }, /TRUSTED_PROXIES must be addresses or subnets/],
  [{ BACKCHANNEL_METRICS_TOKEN: 'short' }, /BACKCHANNEL_METRICS_TOKEN must be 16 to 256 of [^;]*$/],
  [{ BACKCHANNEL_RATE_PER_SECOND: '-1' }, /BACKCHANNEL_RATE_PER_SECOND must be a whole number/],
] as [Record<string, string>, RegExp][])(
  'with the setting %o a start is one line that says what to change',
  async (env, pattern) => {
    const folder = tempFolder()
    const end = await runCommandHere(['serve'], { BACKCHANNEL_DATA_DIR: folder.path, ...env })
    expect(end.stderr.trim().split('\n')).toEqual([expect.stringMatching(pattern)])
    expect(end).toMatchObject({ code: 1, stdout: '' })
    folder.remove()
  },
)
